import {createHash} from "node:crypto";
import {readFileSync} from "node:fs";
import path from "node:path";
import {z} from "zod";
import {cases} from "../../src/contract/attention.ts";
import type {About} from "../../src/contract/index.ts";
import type {Engine} from "../engines/engine.ts";
import {codeOf} from "../engines/models.ts";
import {readCatalogue} from "../metrics/catalogue.ts";
import {metricTexts} from "../metrics/files.ts";
import {withDoubts} from "./doubted.ts";
import {underNewNames} from "../renamed.ts";
import {Settings} from "../settings.ts";
import {plainSettings} from "../settingsValues.ts";

const text = z.string();
const maybe = <T extends z.ZodType>(type: T) => type.nullable();

/** One case as the metrics rank it, with the names in it. */
export const CaseRow = z.strictObject({
  ...cases.row,
  met: cases.row.met.default(true),
  doubted: cases.row.doubted.default(""),
  group_share: cases.row.group_share.default(null)
});

/** What a rebuild published that a later one compares with: the figures that stand first, every score, the cases, and how they came about. */
export const Publication = z.strictObject({
  as_of: z.iso.date(),
  /** The settings that metrics read, under the names of today. */
  settings: z.record(text, z.union([text, z.number(), z.boolean(), z.null()])).transform(underNewNames),
  /** Hash of the texts of the metrics. */
  definitions: text,
  headlines: z.record(text, maybe(z.number())),
  scores: z.record(text, z.number()),
  /** null where it was published before there were any. */
  cases: z.array(CaseRow).nullable()
});

export type CaseRow = z.infer<typeof CaseRow>;
export type Publication = z.infer<typeof Publication>;
/** What is published now, which always has its cases. */
export type PublicationNow = Publication & {cases: CaseRow[]};

const NowSchema = Publication.extend({cases: z.array(CaseRow)});

const query = (name: string) => readFileSync(path.join(import.meta.dirname, `${name}.sql`), "utf8");

/**
 * What is published now, from schema metrics.
 * @param stale what was not delivered for longer than the setting allows
 */
export async function readPublication(
  engine: Pick<Engine, "rows">,
  settings: Settings,
  asOf: string,
  stale: About["stale"] = []
): Promise<PublicationNow> {
  return NowSchema.parse({
    as_of: asOf,
    settings: metricSettings(settings),
    definitions: definitionsHash(metricTexts()),
    ...(await readFigures(engine, asOf)),
    cases: await withDoubts(engine, await engine.rows<CaseRow>(query("cases")), stale)
  });
}

/** The headlines and scores of one day, from schema metrics. */
export async function readFigures(
  engine: Pick<Engine, "rows">,
  asOf: string
): Promise<Pick<Publication, "headlines" | "scores">> {
  const headlines = await engine.rows<{name: string; value: number | null}>(
    `select headline as name, value from metrics.headlines where as_of = '${asOf}' order by headline`
  );
  const scores = await engine.rows<{id: string; score: number}>(
    `select partner_id as id, score from metrics.trust where as_of = '${asOf}' and score is not null order by partner_id`
  );
  return {
    headlines: Object.fromEntries(headlines.map(({name, value}) => [name, value])),
    scores: Object.fromEntries(scores.map(({id, score}) => [id, score]))
  };
}

/** Settings by which records become facts: no metric reads them, and all figures follow them. */
export const ofFacts: readonly string[] = ["reporting_currency", "reporting_time_zone"];

const defaults: Publication["settings"] = plainSettings(Settings.parse({}));

/**
 * The settings, by name, that differ between two publications. One that a publication did not know had its default; those of facts were not
 * always kept, and what is not known differs from nothing.
 */
export function changedSettings(a: Pick<Publication, "settings">, b: Pick<Publication, "settings">): string[] {
  const valueIn = ({settings}: Pick<Publication, "settings">, name: string) =>
    name in settings ? settings[name] : defaults[name];
  const known = (name: string) => !ofFacts.includes(name) || (name in a.settings && name in b.settings);
  return Object.keys({...a.settings, ...b.settings})
    .filter((name) => known(name) && valueIn(a, name) !== valueIn(b, name))
    .sort();
}

function metricSettings(settings: Settings): Publication["settings"] {
  const read = new Set([...ofFacts, ...readCatalogue().flatMap((m) => m.settings)]);
  return Object.fromEntries(Object.entries(plainSettings(settings)).filter(([name]) => read.has(name)));
}

/** What figures follow from apart from the data: the same for the same settings and definitions. */
export const basisOf = (settings: Settings): string =>
  createHash("sha256")
    .update(JSON.stringify([metricSettings(settings), definitionsHash(metricTexts())]))
    .digest("hex")
    .slice(0, 16);

/** One hash of all definitions, whatever their order; words in a header change no figure. */
export function definitionsHash(texts: Record<string, string>): string {
  const code = Object.entries(texts).map(([name, sql]) => [name, codeOf(sql)] as const);
  const ordered = [...code].sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash("sha256").update(JSON.stringify(ordered)).digest("hex").slice(0, 16);
}
