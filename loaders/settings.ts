import {z} from "zod";
import {Audiences, unsendable} from "./disclosure/audience.ts";
import {EngineSettings} from "./engines/engineSettings.ts";
import type {renamedSettings} from "./renamed.ts";
import {contradictions} from "./settingsBounds.ts";

const days = z.int().min(1).max(3650);
const share = z.number().min(0).max(1);

/** Every setting with its default; handshake.config.ts may state any of them and nothing else. */
export const Settings = z
  .strictObject({
    /** The company's name, on the site and in messages. */
    company: z.string().trim().min(1).max(120).default("Your company"),
    /** Three letters; null takes the currency of the deals (see loaders/metrics/DECISIONS.md). */
    reporting_currency: z
      .string()
      .regex(/^[A-Z]{3}$/, "expected three capital letters, such as EUR")
      .nullable()
      .default(null),
    /** The time zone that decides on which day a time falls, such as Europe/Berlin. */
    reporting_time_zone: z.string().default("UTC"),
    /** Number of past month-ends for which every metric is also computed. Some cases arise only by comparison with them, such as a fallen grade or a concentration that came about: with few of them they are missing. */
    history_months: z.int().min(0).max(120).default(24),

    /** First month of the fiscal year, 1 for January; every quarter of the site and its label follow. */
    fiscal_year_first_month: z.int().min(1).max(12).default(1),

    /** How long outcomes, referrals and wins count as evidence. */
    evidence_days: days.default(1095),
    /** Length of the window for revenue, referrals and segments. */
    window_days: days.default(365),
    /** Age at which an outcome weighs half as much as one of today. */
    half_life_days: days.default(365),

    /** Weight of deals in the trust score; the three weights together are 1. */
    trust_weight_deal: share.default(0.4),
    /** Weight of received referrals. */
    trust_weight_referral: share.default(0.3),
    /** Weight of support tickets. */
    trust_weight_ticket: share.default(0.3),
    /** Minimum probability of being better than average at which a partner becomes trusted. */
    trusted_min: share.default(0.8),
    /** Minimum outcomes, weighted by age, for a partner to become trusted. */
    trusted_min_evidence: z.number().min(0).default(5),
    /** Probability below which a partner is no longer trusted. */
    trusted_keep_min: share.default(0.6),
    /** A partner is above average from this probability. */
    above_average_min: share.default(0.5),
    /** A partner becomes above average at above_average_min plus this margin, and stops being so below above_average_min minus it. */
    above_average_margin: z.number().min(0).max(0.5).default(0.2),
    /** Maximum probability of being better than average at which a partner becomes at risk. */
    at_risk_max: share.default(0.2),
    /** Probability above which a partner is no longer at risk. */
    at_risk_keep_max: share.default(0.4),
    /** Minimum outcomes, weighted by age, for a partner to be rated. */
    rated_min_evidence: z.number().min(0).default(2),

    /** A referral received within this time after one sent counts as a response. */
    response_days: days.default(90),
    /** Minimum referrals exchanged for an exchange without clear imbalance to be called balanced. */
    balanced_min: z.int().min(1).default(10),

    /** Concentration is low below this Herfindahl index (HHI). */
    hhi_low_max: share.default(0.1),
    /** Concentration is moderate up to this Herfindahl index, and high above it. */
    hhi_moderate_max: share.default(0.18),
    /** Minimum share of revenue at which a customer of record is listed for Finance (ASC 280). */
    disclosure_share: share.default(0.1),

    /** A partner is over-served if its hours exceed this many times its share of revenue by over_served_min_hours. */
    over_served_ratio: z.number().min(1).default(2),
    /** Minimum hours beyond over_served_ratio times its share of revenue for a partner to be over-served. */
    over_served_min_hours: z.number().min(0).default(40),
    /** Minimum referrals sent to a partner for it to be called one-sided. */
    one_sided_min: z.int().min(1).default(5),
    /** Maximum share of the referrals sent that a one-sided partner returned. */
    one_sided_share: share.default(0.25),
    /** Days without contact after which partners and customers are listed. */
    no_contact_days: days.default(90),
    /** Minimum share of partner revenue at which a case is leadership's to decide. */
    material_share: share.default(0.02),

    /** Minimum referrals or deals expected in a window for a partner's pace to be tested in it. */
    pace_min_expected: z.number().min(0.1).default(3),
    /** Maximum false discovery rate (q-value) at which a pace below normal is an alarm. */
    alarm_max_q: share.default(0.1),
    /** Maximum probability (p-value) at which a pace below normal is watched. */
    watch_max_p: share.default(0.05),

    /** How long a registration protects its deal. */
    registration_days: days.default(90),
    /** How long an installation must be without a ticket to count as trouble-free. */
    trouble_free_days: days.default(90),
    /** Days from a partner's start within which a win counts as early. */
    early_win_days: days.default(180),
    /** Minimum number of our people who work with a partner for an informal alliance to be ready for a formal agreement. */
    formalize_min_people: z.int().min(1).default(3),
    /** Minimum share of a rep's revenue at which the rep depends on a customer or partner. */
    dependency_share: share.default(0.5),

    /** How far the forecast of revenue looks ahead. */
    forecast_days: z.int().min(14).max(366).default(90),
    /** Minimum past forecasts with a known outcome for a model to be preferred to simple rivals. */
    forecast_origins_min: z.int().min(2).max(120).default(6),
    /** Minimum won deals in the evidence window for a partner to have a separate forecast. */
    forecast_deals_min: z.int().min(1).default(8),
    /** An open deal is stalled if it is older than this share of the won deals of its size were. */
    stalled_share: share.default(0.9),
    /** Minimum won deals of a size for ages to be compared within it; else they are compared with all sizes. */
    pace_deals_min: z.int().min(1).default(30),

    /** Minimum points of trust score lost for a lower grade to be a downgrade. */
    downgrade_min_points: z.number().min(0).max(100).default(5),
    /** Maximum probability of being better than average at which a downgrade becomes a signal. */
    downgrade_enter_max: share.default(0.15),
    /** Minimum probability, at two month-ends in a row, at which a downgrade is no longer a signal. */
    downgrade_leave_min: share.default(0.3),
    /** A case of no contact ends when the last contact is fewer days ago than this. */
    no_contact_leave_days: days.default(60),
    /** Days in addition to window_days after which a business review is overdue. */
    review_grace_days: z.int().min(0).max(3650).default(30),
    /** Maximum number of cases shown to leadership. */
    decide_max: z.int().min(1).max(1000).default(7),
    /** Maximum number of cases shown to each account manager. */
    do_max: z.int().min(1).max(1000).default(5),
    /** Days without a decision after which a case goes up to leadership, if decisions are recorded. */
    escalation_days: days.default(60),
    /** Growth factor at which a case that was taken off the list returns. */
    worsens_ratio: z.number().min(1).default(1.5),
    /** Days after which a case is judged to have been right or not. */
    precision_days: days.default(90),

    /** Largest amount of one record, in its own currency; above 9e13 none can be kept, whatever the setting. */
    amount_max: z.number().positive().max(1e15).default(1e9),
    /** Maximum share of rejected records; a file with more is refused. */
    bad_rows_share: share.default(0.2),
    /** Minimum records for a file to be refused for its share of rejected ones. */
    bad_rows_min: z.int().min(1).default(10),
    /** Minimum rows of a delivery as a share of the previous one; a delivery with fewer is held. */
    volume_share: share.default(0.5),
    /** Minimum rows of the previous delivery for volume_share to apply. */
    volume_min_rows: z.int().min(1).default(100),
    /** Memory that the database of a run takes before it uses the disk, in MB; a step that can't do with it takes more. */
    database_memory_mb: z.int().min(200).max(1_000_000).default(1000),
    /** Memory for the process that reads deliveries, in MB. */
    reader_max_memory_mb: z.int().min(192).max(1_000_000).default(900),
    /** Maximum time to read one file, in seconds. */
    reader_max_seconds: z.int().min(1).max(86_400).default(900),
    /** Days without a new delivery after which a table is shown as stale and reported as late. */
    cadence_days: days.default(45),

    /** The engine that ranks versions and sums facts: DuckDB in this process, or Apache Spark (docs/scale.md). */
    engine: EngineSettings.default({kind: "duckdb"}),

    /** Who sees what (docs/disclosure.md): a separate site for each audience; with none, one site shows everything. */
    audiences: Audiences.default({}),

    /** Ids of partners that get an edition of their own, or "all": a page about the partner, with only medians of the others, in the folder partner-ID of the site. */
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
    /** When digests of cases are sent, if there is news: weekly (with the first run from Monday on) or per_run. */
    digest: z.enum(["weekly", "per_run"]).default("weekly"),
    /** Mail addresses of account managers, by name, for their digests; addresses are never taken from data. */
    owner_mail: z.record(z.string().min(1), z.email()).default({}),
    /** The address of the site, to which mails link; null for no links. */
    site_url: z
      .url({protocol: /^https?$/, error: "expected an address with https:// or http://, such as https://health.example"})
      .nullable()
      .default(null),

    /** Days during which a digest that could not be sent is tried again. */
    retry_days: days.default(3),
    /** Number of runs whose reports are kept in the build folder. */
    runs_max: z.int().min(1).max(100_000).default(200),
    /** Number of releases kept for rollbacks, in addition to the previous one, which is always kept. */
    releases_max: z.int().min(2).max(1000).default(10),
    /** Maximum time for which a release is kept for rollbacks. */
    releases_days: days.default(90),
    /** How long files of earlier releases stay reachable, so that a page opened earlier finds its data. */
    asset_grace_days: z.int().min(0).max(365).default(7),
    /** A site is held if it has less than this share of the previous one's pages, partners or bytes, or more than 2 / this share of its bytes; bytes are counted without the code of packages. */
    release_share: share.default(0.5)
  })
  .superRefine((s, ctx) => {
    for (const {name, message} of contradictions(s)) ctx.addIssue({code: "custom", path: [name], message});
    const unsent = unsendable(s);
    if (unsent) ctx.addIssue({code: "custom", path: ["alerts_audience"], message: unsent});
  });

export type Settings = z.infer<typeof Settings>;

/** Settings under names of an earlier version, which work for one more. */
type EarlierInput = {
  [old in keyof typeof renamedSettings]?: z.input<typeof Settings>[(typeof renamedSettings)[old]];
};

/** What handshake.config.ts may contain: any of the settings, each with the default named above. */
export type SettingsInput = z.input<typeof Settings> & EarlierInput;

/** Gives handshake.config.ts its types. */
export const defineSettings = (settings: SettingsInput): SettingsInput => settings;
