import type {About, File, Grade, Kind, Label, PublishedReport, RowOf, Verdict} from "../contract/index.js";

/*
 * What sentences are made of: rows of the published metrics, and the settings behind them. Publishing hands over what it has read; each
 * function takes as much of it as it needs. Units as in src/contract: shares are fractions of 1, scores 0 to 100, money whole units.
 */

/** The settings that a sentence may name. */
export interface Thresholds {
  /** The month that a fiscal year begins with; January where it is not said. */
  fiscal_year_first_month?: number;
  window_days: number;
  evidence_days: number;
  half_life_days: number;
  trust_weight_deal: number;
  trust_weight_referral: number;
  trust_weight_ticket: number;
  trusted_min: number;
  trusted_keep_min: number;
  response_days: number;
  hhi_low_max: number;
  hhi_moderate_max: number;
  disclosure_share: number;
  no_contact_days: number;
  over_served_ratio: number;
  watch_max_p: number;
  registration_days: number;
  trouble_free_days: number;
  early_win_days: number;
  formalize_min_people: number;
  dependency_share: number;
  cadence_days: number;
  decide_max: number;
  do_max: number;
  precision_days: number;
}

export interface Named {
  id: string;
  name: string;
}

export interface PartnerFacts extends Named {
  manager: string | null;
  score: number | null;
  lower: number | null;
  upper: number | null;
  grade: Grade | null;
  grade_before: Grade | null;
  next_grade: Grade | null;
  to_next_deals: number | null;
  to_next_referrals: number | null;
  to_next_tickets: number | null;
  received: number;
  given: number;
  verdict: Verdict;
  revenue: number;
  share: number | null;
  p_silent: number | null;
  expected_loss: number | null;
  abc: "A" | "B" | "C" | null;
  label: Label | null;
  value_share: number | null;
  merit_rank: number | null;
  served: "over" | "under" | "fair" | null;
  service_share: number | null;
  hours: number | null;
  ignored: boolean;
  p_quiet: number | null;
}

export type DimensionName = "partner" | "customer" | "rep";

export interface SpreadFacts {
  as_of: string;
  is_current: boolean;
  dimension: DimensionName;
  n: number;
  total: number;
  hhi: number | null;
  effective_n: number | null;
  band: "low" | "moderate" | "high" | null;
}

interface LeadFacts {
  customer_size: string;
  leadership: "aligned" | "wrong_lead";
  deals: number;
  won: number;
}

interface HeadlineFacts {
  headline: string;
  value: number | null;
  since_month: number | null;
  year_end: string | null;
  since_year: number | null;
}

/** A case as the metrics rank it, with the names in it. */
export interface CaseFacts {
  case_id: string;
  about: "partner" | "customer" | "dimension";
  subject_id: string;
  kind: string;
  kinds: string;
  lane: "decide" | "do";
  escalated: boolean;
  status: "open" | "acknowledged" | "snoozed" | "done" | "wont_do" | "returned";
  standing: boolean;
  shown: boolean;
  partner_id: string | null;
  customer_id: string | null;
  since: string | null;
  /** Beyond its entering bound now; else it is kept because it has not left. */
  met: boolean;
  size: number | null;
  size_unit: string;
  seen: number | null;
  expected: number | null;
  detail: string | null;
  at_stake: number | null;
  decided_by: string | null;
  decided_on: string | null;
  until: string | null;
  note: string | null;
  partner: string | null;
  owner: string | null;
  customer: string | null;
  partners: number;
  share: number | null;
}

/** How a figure came to be what it is: before + corrected + redefined + events = now. */
export interface MoveFacts {
  before: number | null;
  now: number | null;
  corrected: number | null;
  redefined: number | null;
  events: number | null;
}

/** Everything that the sentences of the pages are made of; `Pick` what a function needs. */
export interface Facts {
  about: About;
  settings: Thresholds;
  partners: readonly PartnerFacts[];
  kinds: readonly {id: string; kind: Kind; n: number; kept: number}[];
  /** `speaks`: the kind has good and bad outcomes over the portfolio, and so can tell partners apart. */
  priors: readonly {kind: Kind; base_rate: number | null; events: number; speaks: boolean; weight: number}[];
  scores: readonly {as_of: string; grade: Grade}[];
  exchange_portfolio: readonly {
    weighted_reciprocity: number | null;
    lag_given: number;
    lag_rate: number | null;
    lag_lower: number | null;
    lag_upper: number | null;
    lag_expected: number | null;
  }[];
  /** All referrals of the window per as-of date, counted over the portfolio and not over rows that an audience sees rounded. */
  exchange_history: readonly {as_of: string; received: number; given: number}[];
  one_sided: readonly (Named & {given: number; received: number})[];
  alliances: readonly (Named & {ours: string; theirs: string; on_paper: boolean; ready: boolean})[];
  concentration: readonly SpreadFacts[];
  members: readonly {dimension: DimensionName; id: string; name: string; group_id: string; share: number | null; net: number}[];
  disclosures: readonly {
    dimension: "partner" | "customer";
    group_id: string;
    name: string;
    members: number;
    net: number;
    share: number;
  }[];
  /** Cases: past years that tell how much partners buy less; without any, the loss is that of inactivity alone. */
  loss: readonly {var95: number | null; cases: number}[];
  inactivity_loss: readonly {var95: number | null}[];
  inactivity_choice: readonly {
    published: "portfolio" | "model" | "recalibrated";
    origins: number;
    forecasts: number;
    events: number;
    brier_portfolio: number | null;
    brier_model: number | null;
    brier_recalibrated: number | null;
  }[];
  loss_backtest: readonly {
    origins: number;
    failures: number;
    kupiec: number | null;
    holds: boolean;
    worst_share: number | null;
    worst_on: string | null;
  }[];
  retention: readonly {
    dimension: "all" | "grade" | "class";
    member: string;
    partners: number;
    before: number;
    gross: number | null;
    net: number | null;
    is_covered: boolean;
  }[];
  revenue: readonly {kind: "partner" | "direct"; net: number; deals: number; excluded_deals: number}[];
  segmentation: readonly {k80: number | null; top20_share: number | null; k_a: number | null; k_ab: number | null}[];
  segment_moves: readonly (Named & {move: "entered" | "left"})[];
  headlines: readonly HeadlineFacts[];
  backtest_scores: readonly {
    forecast: string;
    forecasts: number;
    brier: number | null;
    brier_portfolio: number | null;
    brier_raw: number | null;
  }[];
  backtest_alarms: readonly {level: "alarm" | "watch" | "none"; judged: number; stayed_below: number}[];
  led: readonly {id: string | null; recorded: number; wrong_lead: number; wrong_lead_won: number}[];
  led_sizes: readonly LeadFacts[];
  registrations: readonly {
    id: string | null;
    registered: number;
    waiting: number;
    late: number;
    in_time_share: number | null;
    expired: number;
    both_sides: number;
    opened_against: number;
  }[];
  discount_ranks: readonly {partners: number; rank_correlation: number | null}[];
  early_wins: readonly {
    early_win: boolean;
    partners: number;
    active: number;
    lower: number;
    upper: number;
    difference: number | null;
    diff_lower: number | null;
    diff_upper: number | null;
    verdict: "better" | "worse" | "unclear" | null;
  }[];
  first_deals: readonly {cohort: string; size: number; days: number; at_risk: number; active: number}[];
  effect: readonly {
    involvement: string;
    deals: number;
    direct_deals: number;
    win_rate: number | null;
    direct_win_rate: number | null;
    cycle_days: number | null;
    direct_cycle_days: number | null;
    difference: number | null;
    diff_lower: number | null;
    diff_upper: number | null;
    verdict: "better" | "worse" | "unclear" | null;
    deal_size: number | null;
    direct_deal_size: number | null;
  }[];
  preferences: readonly {recorded: number; honoured: number}[];
  maturity: readonly {year: number; deals: number; discount: number | null; contested: number | null}[];
  reps: readonly {name: string; depends_on: string | null; pipeline_deals: number | null; own_share: number | null}[];
  matrix: readonly {ours: string}[];
  trouble_free: readonly {introduced_by: "partner" | "direct"; id: string | null; customers: number; trouble_free: number}[];
  joint_tickets: readonly {owner: string; tickets: number; resolved: number; days: number | null}[];
  reviews: readonly {last_review_on: string | null; stale: boolean}[];
  case_summary: readonly {
    is_current: boolean;
    decided_share: number | null;
    median_age_days: number | null;
    not_shown: number;
    not_shown_at_stake: number | null;
    not_shown_largest: number | null;
  }[];
  case_precision: readonly {kind: string; cases: number; precision: number; lower: number; upper: number}[];
  worklist: readonly {kind: "review_overdue" | "customer_no_contact"}[];
  muted_rules: readonly {rule: string; population: number; met: number}[];
  report: PublishedReport;
  history: {
    /** Its cases are null where it was published before there were any. */
    before: {as_of: string; cases: readonly CaseFacts[] | null} | null;
    now: {cases: readonly CaseFacts[]};
    moves: {as_of: string; settings: string[]; definitions: boolean; scores: Record<string, MoveFacts>} | null;
  };
}

export type Overview = File<"overview">;
export type Row<C> = RowOf<C>;
