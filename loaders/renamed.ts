/*
 * Names of earlier versions. Each keeps working for one version, with a message that names the new one; then it goes from here.
 */

/** Settings: the name of version 0.1 and the name of today. */
export const renamedSettings = {
  trusted_from: "trusted_min",
  trusted_evidence: "trusted_min_evidence",
  trusted_keeps: "trusted_keep_min",
  candidate_from: "above_average_min",
  grade_band: "above_average_margin",
  at_risk_to: "at_risk_max",
  at_risk_keeps: "at_risk_keep_max",
  unproven_below: "rated_min_evidence",
  answer_days: "response_days",
  balanced_from: "balanced_min",
  hhi_low: "hhi_low_max",
  hhi_high: "hhi_moderate_max",
  over_served_hours: "over_served_min_hours",
  ignored_days: "no_contact_days",
  weighty_share: "material_share",
  quiet_expected: "pace_min_expected",
  alarm_q: "alarm_max_q",
  watch_p: "watch_max_p",
  paper_people: "formalize_min_people",
  lives_off_share: "dependency_share",
  amount_ceiling: "amount_max",
  bad_rows_from: "bad_rows_min",
  volume_rows: "volume_min_rows",
  reader_memory_mb: "reader_max_memory_mb",
  reader_seconds: "reader_max_seconds",
  runs_kept: "runs_max",
  releases_kept: "releases_max",
  open_tab_days: "asset_grace_days"
} as const;

/** Settings that nothing reads any more, and what takes their place. */
export const removedSettings = {
  over_served_gap:
    "over_served_gap was removed: over-served partners are told by hours now, not by points of share. Delete it; to change the threshold set over_served_min_hours (hours beyond the partner's share of revenue, default 40)."
} as const;

/** Metrics, as `explain` and `metrics` take them. */
export const renamedMetrics = {
  takers: "one_sided",
  prime_the_pump: "onboarding_speed",
  answers_in_kind: "referral_response",
  price_by_merit: "discount_by_volume",
  price_by_merit_summary: "discount_by_volume_summary",
  alert_leads: "signal_referrals",
  alert_trust: "signal_trust",
  alert_deals: "signal_deals",
  alert_care: "signal_care",
  alert_concentration: "signal_concentration",
  silence: "deal_rates",
  silence_priors: "deal_rate_priors",
  backtest_silence: "backtest_deal_rates",
  backtest_quiet: "backtest_pace",
  merit: "expected_values",
  rescues: "joint_tickets"
} as const;

/** Metrics that are gone, and what takes their place. */
const removedMetrics = {
  alerts:
    "alerts was removed: what needs attention are cases now, one per partner, with signals inside. See cases and case_signals."
} as const;

const own = <T extends object>(names: T, name: string): T[keyof T] | undefined =>
  Object.hasOwn(names, name) ? names[name as keyof T] : undefined;

/** The name of today for a setting's earlier name; undefined for any other. */
export const newSettingName = (name: string): string | undefined => own(renamedSettings, name);

/** The name of today for a metric's earlier name; undefined for any other. */
export const newMetricName = (name: string): string | undefined => own(renamedMetrics, name);

/** What a person is told who asks for a metric that is gone; undefined for any other name. */
export const removedMetricText = (name: string): string | undefined => own(removedMetrics, name);

/** Values by setting under the names of today: those of removed settings stay, as an earlier publication recorded them. */
export const underNewNames = <T>(values: Record<string, T>): Record<string, T> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [newSettingName(name) ?? name, value]));

/** The same values under earlier names besides, for SQL that was written with these. */
export function underAllNames<T>(values: Record<string, T>): Record<string, T> {
  const earlier = Object.entries(renamedSettings).flatMap(([old, now]) => (now in values ? [[old, values[now]!] as const] : []));
  return {...Object.fromEntries(earlier), ...values};
}

/** What a person is told who uses an earlier name. */
export const renamedText = (old: string, now: string, where: string): string =>
  `${where}: ${old} is now called ${now}. Use that name: the old one stops working in the next version.`;
