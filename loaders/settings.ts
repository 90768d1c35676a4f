import {z} from "zod";
import {Audiences, unsendable} from "./disclosure/audience.ts";
import {EngineSettings} from "./engines/engineSettings.ts";
import type {renamedSettings} from "./renamed.ts";

const days = z.int().min(1).max(3650);
const share = z.number().min(0).max(1);

/** Every setting with its default; handshake.config.ts may state any of them and nothing else. */
export const Settings = z
  .strictObject({
    /** The name that the site and its messages carry. */
    company: z.string().min(1).max(120).default("Your company"),
    /** Three letters; null takes the currency that the deals carry (see DECISIONS.md). */
    reporting_currency: z
      .string()
      .regex(/^[A-Z]{3}$/)
      .nullable()
      .default(null),
    /** Where a point in time becomes a day; a name such as Europe/Berlin. */
    reporting_time_zone: z.string().default("UTC"),
    /** Month-ends before the current as-of date that every metric is computed for too. */
    history_months: z.int().min(0).max(120).default(24),

    /** The month that a fiscal year begins with, 1 for January; quarters and their labels follow. */
    fiscal_year_first_month: z.int().min(1).max(12).default(1),

    /** Outcomes, referrals and wins count as evidence for this long. */
    evidence_days: days.default(1095),
    /** The window of revenue, referrals and segments. */
    window_days: days.default(365),
    /** An outcome of this age weighs half as much as one of today. */
    half_life_days: days.default(365),

    /** Weight of deals in the trust score; the three weights together are 1. */
    trust_weight_deal: share.default(0.4),
    /** Weight of received referrals. */
    trust_weight_referral: share.default(0.3),
    /** Weight of support tickets. */
    trust_weight_ticket: share.default(0.3),
    /** A partner becomes trusted from this probability of being better than average. */
    trusted_min: share.default(0.8),
    /** Outcomes, weighted by age, from which a partner can become trusted. */
    trusted_min_evidence: z.number().min(0).default(5),
    /** A trusted partner stays so down to this probability. */
    trusted_keep_min: share.default(0.6),
    /** A partner is above average from this probability. */
    above_average_min: share.default(0.5),
    /** A partner becomes above average this much above above_average_min, and stops being it this much below. */
    above_average_margin: z.number().min(0).max(0.5).default(0.2),
    /** A partner becomes at risk up to this probability of being better than average. */
    at_risk_max: share.default(0.2),
    /** A partner at risk stays so up to this probability. */
    at_risk_keep_max: share.default(0.4),
    /** Outcomes, weighted by age, from which a partner is rated. */
    rated_min_evidence: z.number().min(0).default(2),

    /** A referral received within this time after one sent counts as a response. */
    response_days: days.default(90),
    /** Referrals exchanged from which no clear imbalance is called balanced. */
    balanced_min: z.int().min(1).default(10),

    /** Concentration is low below this Herfindahl index (HHI). */
    hhi_low_max: share.default(0.1),
    /** Concentration is moderate up to this Herfindahl index, and high above it. */
    hhi_moderate_max: share.default(0.18),
    /** Customers of record from this share of revenue are listed for Finance (ASC 280). */
    disclosure_share: share.default(0.1),

    /** A partner is over-served from over_served_min_hours beyond this many times its share of revenue. */
    over_served_ratio: z.number().min(1).default(2),
    /** Hours beyond over_served_ratio times its share of revenue from which a partner is over-served. */
    over_served_min_hours: z.number().min(0).default(40),
    /** Referrals sent from which a partner may be one-sided. */
    one_sided_min: z.int().min(1).default(5),
    /** A one-sided partner returned at most this share of the referrals sent. */
    one_sided_share: share.default(0.25),
    /** Partners and customers without contact for longer are listed. */
    no_contact_days: days.default(90),
    /** A case is leadership's from this share of partner revenue. */
    material_share: share.default(0.02),

    /** Expected referrals from which a window is long enough to compare a partner's pace in. */
    pace_min_expected: z.number().min(0.1).default(3),
    /** Pace is an alarm up to this false discovery rate (q-value). */
    alarm_max_q: share.default(0.1),
    /** Pace is watched up to this probability (p-value). */
    watch_max_p: share.default(0.05),

    /** How long a registration protects its deal. */
    registration_days: days.default(90),
    /** How long an installation must go without a ticket. */
    trouble_free_days: days.default(90),
    /** A win counts as early until then. */
    early_win_days: days.default(180),
    /** Our people who work with a partner from which an informal alliance is ready for a formal agreement. */
    formalize_min_people: z.int().min(1).default(3),
    /** A rep depends on a customer or partner from this share of the revenue that the rep won. */
    dependency_share: share.default(0.5),

    /** How far the forecast of revenue looks ahead. */
    forecast_days: z.int().min(14).max(366).default(90),
    /** Past forecasts with a known outcome below which no model is preferred to the simple rivals. */
    forecast_origins_min: z.int().min(2).max(120).default(6),
    /** Won deals in the evidence window from which a partner has a forecast of its own. */
    forecast_deals_min: z.int().min(1).default(8),
    /** An open deal is stalled when it is older than this share of the won ones of its size were. */
    stalled_share: share.default(0.9),
    /** Won deals of a size below which ages are compared with those of all sizes. */
    pace_deals_min: z.int().min(1).default(30),

    /** Points of trust score lost from which a lower grade is a downgrade. */
    downgrade_min_points: z.number().min(0).max(100).default(5),
    /** A downgrade is a signal from this probability of being better than average down. */
    downgrade_enter_max: share.default(0.15),
    /** It is none any more from this probability up, at two month-ends in a row. */
    downgrade_leave_min: share.default(0.3),
    /** A partner or customer without contact is no case any more when the last contact is fewer days ago than this. */
    no_contact_leave_days: days.default(60),
    /** Days beyond window_days after which a business review is overdue. */
    review_grace_days: z.int().min(0).max(3650).default(30),
    /** Cases that leadership is shown at most. */
    decide_max: z.int().min(1).max(1000).default(7),
    /** Cases that each account manager is shown at most. */
    do_max: z.int().min(1).max(1000).default(5),
    /** Days without a decision after which a case goes up to leadership, where decisions are recorded. */
    escalation_days: days.default(60),
    /** A case that was taken off the list returns when it has grown by this factor. */
    worsens_ratio: z.number().min(1).default(1.5),
    /** Days after which it is judged whether a case was right. */
    precision_days: days.default(90),

    /** Largest amount of one record, in its own currency. */
    amount_max: z.number().positive().max(1e15).default(1e9),
    /** A file with a larger share of rejected records is refused. */
    bad_rows_share: share.default(0.2),
    /** A file with fewer records than this is never refused for rejected ones: a share of few records says little. */
    bad_rows_min: z.int().min(1).default(10),
    /** A delivery with less than this share of the rows of the previous one is held. */
    volume_share: share.default(0.5),
    /** Rows of the previous delivery from which volume_share applies. */
    volume_min_rows: z.int().min(1).default(100),
    /** Memory for the process that reads deliveries. */
    reader_max_memory_mb: z.int().min(192).max(1_000_000).default(900),
    /** Longest time to read one file. */
    reader_max_seconds: z.int().min(1).max(86_400).default(900),
    /** A table without a new delivery for longer is shown as stale. */
    cadence_days: days.default(45),

    /** What ranks versions and sums facts: DuckDB in this process, or Apache Spark (docs/scale.md). */
    engine: EngineSettings.default({kind: "duckdb"}),

    /** Who sees what (loaders/disclosure/audience.ts): a release for each audience, in a folder of its own; none for one release that shows everything. */
    audiences: Audiences.default({}),

    /** Ids of partners that get an edition of their own, or "all": a page about them, and nothing of the others but medians. It is in the folder partner-ID of the site. */
    partner_editions: z
      .union(
        [
          z.literal("all"),
          z.array(z.string().trim().min(1)).refine((ids) => new Set(ids).size === ids.length, "names a partner twice")
        ],
        {error: 'expected "all", or a list of the ids of partners, each once'}
      )
      .default([]),

    /** With audiences: whose cases are sent by webhook and mail; null sends none. */
    alerts_audience: z.string().nullable().default(null),
    /** When mail about cases is made: weekly with the first run of a week (from Monday), or per_run. Only news is told. */
    digest: z.enum(["weekly", "per_run"]).default("weekly"),
    /** Account managers by name and the address that their digest goes to; nobody else gets one, and data never name an address. */
    owner_mail: z.record(z.string().min(1), z.email()).default({}),
    /** The address of the site, which mails link to; null links nowhere. */
    site_url: z
      .url({protocol: /^https?$/})
      .nullable()
      .default(null),

    /** Days for which a digest that could not be sent is tried again. */
    retry_days: days.default(3),
    /** Runs whose reports are kept in the build folder. */
    runs_max: z.int().min(1).max(100_000).default(200),
    /** Releases kept to roll back to, besides the one before the current, which always is. */
    releases_max: z.int().min(2).max(1000).default(10),
    /** Longest time that a release is kept to roll back to. */
    releases_days: days.default(90),
    /** How long files of earlier releases stay reachable, so that a page opened before finds its data. */
    asset_grace_days: z.int().min(0).max(365).default(7),
    /** A site with less than this share of the pages, partners or bytes of the previous one is held, or with more than twice the inverse in bytes. */
    release_share: share.default(0.5)
  })
  .superRefine((s, ctx) => {
    const sum = s.trust_weight_deal + s.trust_weight_referral + s.trust_weight_ticket;
    if (Math.abs(sum - 1) > 1e-9)
      ctx.addIssue({
        code: "custom",
        path: ["trust_weight_deal"],
        message: `the three trust weights add up to ${sum}, expected 1`
      });
    const bounds = [
      ["trusted_keep_min", s.trusted_keep_min, "at most trusted_min", s.trusted_min, s.trusted_keep_min <= s.trusted_min],
      ["at_risk_keep_max", s.at_risk_keep_max, "at least at_risk_max", s.at_risk_max, s.at_risk_keep_max >= s.at_risk_max]
    ] as const;
    for (const [name, found, wanted, bound, holds] of bounds)
      if (!holds)
        ctx.addIssue({code: "custom", path: [name], message: `${name} is ${found}, expected ${wanted}, which is ${bound}`});
    const unsent = unsendable(s);
    if (unsent) ctx.addIssue({code: "custom", path: ["alerts_audience"], message: unsent});
    if (!zoneExists(s.reporting_time_zone))
      ctx.addIssue({
        code: "custom",
        path: ["reporting_time_zone"],
        message: `"${s.reporting_time_zone}" is not a time zone; use a name such as Europe/Berlin`
      });
  });

export type Settings = z.infer<typeof Settings>;

/** What a setting of one value may be. */
export type Scalar = string | number | boolean | null;

/** The settings that are one value each, which figures may depend on and the method page lists. */
export const plainSettings = ({
  audiences: _,
  partner_editions: _partners,
  engine: _engine,
  owner_mail: _mail,
  ...plain
}: Settings): Record<string, Scalar> => plain;

/** A setting with its value and its default. */
export interface EffectiveSetting {
  name: string;
  value: Scalar;
  default: Scalar;
}

/** Every setting of one value, with its default. */
export function effectiveSettings(settings: Settings): EffectiveSetting[] {
  const [set, defaults] = [plainSettings(settings), plainSettings(Settings.parse({}))];
  return Object.keys(defaults).map((name) => ({name, value: set[name] ?? null, default: defaults[name] ?? null}));
}

/** Settings under names of an earlier version, which work for one more. */
type EarlierInput = {
  [old in keyof typeof renamedSettings]?: z.input<typeof Settings>[(typeof renamedSettings)[old]];
};

/** What handshake.config.ts may contain: any of the settings, each with the default named above. */
export type SettingsInput = z.input<typeof Settings> & EarlierInput;

/** Gives handshake.config.ts its types. */
export const defineSettings = (settings: SettingsInput): SettingsInput => settings;

function zoneExists(zone: string): boolean {
  try {
    new Intl.DateTimeFormat("en", {timeZone: zone});
    return true;
  } catch {
    return false;
  }
}
