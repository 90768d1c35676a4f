import {existsSync} from "node:fs";
import path from "node:path";
import {pathToFileURL} from "node:url";
import {z} from "zod";
import {Audiences} from "./disclosure/audience.ts";
import {HandshakeError} from "./errors.ts";

const days = z.int().min(1).max(3650);
const share = z.number().min(0).max(1);

/** Every setting with its default; handshake.config.ts may state any of them and nothing else. */
export const Settings = z
  .strictObject({
    company: z.string().min(1).max(120).default("Your company"),
    /** Three letters; null takes the currency that the deals carry (see DECISIONS.md). */
    reporting_currency: z
      .string()
      .regex(/^[A-Z]{3}$/)
      .nullable()
      .default(null),
    reporting_time_zone: z.string().default("UTC"),
    /** Month-ends before the current as-of date that every metric is computed for too. */
    history_months: z.int().min(0).max(120).default(24),

    evidence_days: days.default(1095),
    window_days: days.default(365),
    half_life_days: days.default(365),

    trust_weight_deal: share.default(0.4),
    trust_weight_referral: share.default(0.3),
    trust_weight_ticket: share.default(0.3),
    trusted_from: share.default(0.8),
    trusted_evidence: z.number().min(0).default(5),
    /** A trusted partner stays so down to this. */
    trusted_keeps: share.default(0.6),
    candidate_from: share.default(0.5),
    /** Above average begins so far above candidate_from, and ends so far below it. */
    grade_band: z.number().min(0).max(0.5).default(0.2),
    at_risk_to: share.default(0.2),
    /** A partner at risk stays so up to this. */
    at_risk_keeps: share.default(0.4),
    unproven_below: z.number().min(0).default(2),

    answer_days: days.default(90),
    balanced_from: z.int().min(1).default(10),

    hhi_low: share.default(0.1),
    hhi_high: share.default(0.18),
    disclosure_share: share.default(0.1),

    over_served_ratio: z.number().min(1).default(2),
    /** Hours beyond over_served_ratio times its share of revenue from which a partner is over-served. */
    over_served_hours: z.number().min(0).default(40),
    /** Referrals given from which a partner may be one-sided, and how many of them at most came back. */
    one_sided_min: z.int().min(1).default(5),
    one_sided_share: share.default(0.25),
    ignored_days: days.default(90),
    /** A fall to at risk is an alarm from this share of partner revenue. */
    weighty_share: share.default(0.02),

    /** Leads to expect in the window that a partner's silence is tested over. */
    quiet_expected: z.number().min(0.1).default(3),
    alarm_q: share.default(0.1),
    watch_p: share.default(0.05),

    /** How long a registration protects its deal. */
    registration_days: days.default(90),
    /** How long an installation must go without a ticket. */
    trouble_free_days: days.default(90),
    /** A win counts as early until then. */
    early_win_days: days.default(180),
    /** Our people with whom a natural partnership is ready to be put on paper. */
    paper_people: z.int().min(1).default(3),
    /** A rep lives off a customer or partner with this share of what the rep won. */
    lives_off_share: share.default(0.5),

    /** Largest amount of one record, in its own currency. */
    amount_ceiling: z.number().positive().max(1e15).default(1e9),
    /** A file with a larger share of bad records is refused. */
    bad_rows_share: share.default(0.2),
    /** A file with fewer records than this is never refused for its bad ones: a share of so few says little. */
    bad_rows_from: z.int().min(1).default(10),
    /** A drop with less than this share of the rows of the one before is held, from volume_rows rows up. */
    volume_share: share.default(0.5),
    volume_rows: z.int().min(1).default(100),
    /** Memory for the process that reads what was delivered, and the longest that one file may take it. */
    reader_memory_mb: z.int().min(192).max(1_000_000).default(900),
    reader_seconds: z.int().min(1).max(86_400).default(900),
    /** Days after which a table with no new drop is shown as stale. */
    cadence_days: days.default(45),

    /** Who sees what (loaders/disclosure/audience.ts): a release for each, in a folder of its own; none for one release that shows everything. */
    audiences: Audiences.default({}),

    /** The audience whose alerts go out by webhook and mail, where there are audiences; null sends none then. */
    alerts_audience: z.string().nullable().default(null),

    /** Days for which a digest that could not be sent is tried again. */
    retry_days: days.default(3),
    /** Runs whose reports are kept in the build folder. */
    runs_kept: z.int().min(1).max(100_000).default(200),
    /** Releases that are kept to roll back to, at most so many and for so many days; the one before the current always is. */
    releases_kept: z.int().min(2).max(1000).default(10),
    releases_days: days.default(90),
    /** Days for which the files of earlier releases stay reachable, so that a page that was opened before finds its data. */
    open_tab_days: z.int().min(0).max(365).default(7),
    /** A site with less than this share of the pages, partners or bytes of the one before is held, and one of twice the inverse. */
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
      ["trusted_keeps", s.trusted_keeps, "at most trusted_from", s.trusted_from, s.trusted_keeps <= s.trusted_from],
      ["at_risk_keeps", s.at_risk_keeps, "at least at_risk_to", s.at_risk_to, s.at_risk_keeps >= s.at_risk_to]
    ] as const;
    for (const [name, found, wanted, bound, holds] of bounds)
      if (!holds)
        ctx.addIssue({code: "custom", path: [name], message: `${name} is ${found}, expected ${wanted}, which is ${bound}`});
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
export const plainSettings = ({audiences: _, ...plain}: Settings): Record<string, Scalar> => plain;

/** A setting with the value that holds and the one that would without a word in handshake.config.ts. */
export interface Held {
  name: string;
  value: Scalar;
  usual: Scalar;
}

/** Every setting of one value, with its default. */
export function heldSettings(settings: Settings): Held[] {
  const [held, usual] = [plainSettings(settings), plainSettings(Settings.parse({}))];
  return Object.keys(usual).map((name) => ({name, value: held[name] ?? null, usual: usual[name] ?? null}));
}

/** What handshake.config.ts may contain: any of the settings, each with the default named above. */
export type SettingsInput = z.input<typeof Settings>;

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

/**
 * Reads a settings file (a module whose default export is the settings).
 * @throws HandshakeError (78) that names the file, the setting, what was found and what was wanted.
 */
export async function readSettings(file: string): Promise<Settings> {
  if (!existsSync(file))
    throw new HandshakeError(
      `There is no settings file ${file}. Write one, or leave --settings out to use handshake.config.ts.`,
      {exitCode: 78}
    );
  const module = (await import(pathToFileURL(path.resolve(file)).href)) as {default?: unknown};
  return parseSettings(module.default ?? {}, path.basename(file));
}

/** Settings from a plain object; `file` is only for the message. */
export function parseSettings(found: unknown, file: string): Settings {
  const result = Settings.safeParse(found);
  if (result.success) return result.data;
  const lines = result.error.issues.map((i) => `  ${i.path.join(".") || "(file)"}: ${i.message}`);
  throw new HandshakeError(
    `${file} has ${lines.length === 1 ? "a setting" : "settings"} that can't be used:\n${lines.join("\n")}\nEvery setting is listed with its default in loaders/settings.ts.`,
    {exitCode: 78}
  );
}
