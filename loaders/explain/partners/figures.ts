import {literal, type DuckDB} from "../../engines/duckdb.ts";
import {readCatalogue, type MetricDefinition} from "../../metrics/catalogue.ts";
import type {Settings} from "../../settings.ts";
import {plainSettings} from "../../settingsValues.ts";
import type {Reader} from "../../stage/reader.ts";
import {figureOf, plainFormulas, saidOf, type Context, type ExplainedFigure} from "../figure.ts";
import {portfolioFigures} from "../portfolio/rows.ts";
import {quarter} from "../portfolio/overviewFigures.ts";
import type {MetricRow} from "../pick.ts";
import {factsColumns, madeOf, withDeals} from "../records.ts";
import {inputsAt} from "./inputs.ts";
import {placesOf} from "./places.ts";
import {readBehind, recordsOfAll, type Behind} from "./records.ts";

export interface PartnerFigures {
  asOf: string;
  /** The day of the last delivery of deals; null where it is not known. */
  delivered: string | null;
  settings: Settings;
  /** The build folder that holds origins and store. */
  build: string;
  reader: Pick<Reader, "locate">;
}

/** The figures that a partner's page explains: the metric, and which of a partner's rows. */
const explainedRows: Record<string, string> = {
  risk: "as_of = $day",
  trust: "as_of = $day",
  reciprocity: "as_of = $day",
  pipeline: "as_of = $day",
  attention: "as_of = $day",
  trust_next_grades: "as_of = $day",
  forecast: "as_of = $day and level = 'partner'",
  revenue_periods: `partner_id is not null and ${quarter}`
};

/** The number of records told of each sort; the command line tells all. */
const most = 8;

/** The number of partners whose figures are held at a time. */
const atOnce = 1000;

/** How the figures of every partner came about, by partner: what "explain" prints, read for many of them at once. */
export async function* figuresOfPartners(db: DuckDB, options: PartnerFigures): AsyncGenerator<[string, ExplainedFigure[]]> {
  const {asOf} = options;
  const settings = plainSettings(options.settings);
  const catalogue = new Map(readCatalogue().map((m) => [m.name, m]));
  const columns = await factsColumns(db);
  const asked = await withDeals(db, async (deals) => {
    const recordsBehind = recordsOfAll(db, {asOf, settings, most, catalogue, columns, deals});
    const found: Asked[] = [];
    for (const [name, where] of Object.entries(explainedRows)) {
      const metric = catalogue.get(name)!;
      const made = madeOf(metric, catalogue);
      const rows = `from ${name === "forecast" ? "(select *, member as partner_id from metrics.forecast)" : `metrics.${name}`} where ${where.replace("$day", `date ${literal(asOf)}`).replace("$delivered", `date ${literal(options.delivered ?? asOf)}`)}`;
      found.push({metric, made, rows, behind: await recordsBehind(made, rows)});
    }
    return found;
  });
  const gathered = [...new Set(asked.flatMap(({behind}) => behind))];
  const places = await placesOf(db, options.reader, options.build, gathered);
  const inputs = inputsAt(db, asOf);
  const ids = await db.rows<{id: string}>("select partner_id as id from facts.partners order by partner_id");
  for (let i = 0; i < ids.length; i += atOnce) {
    const [first, last] = [ids[i]!.id, (ids[i + atOnce - 1] ?? ids.at(-1))!.id];
    const records = new Map(await Promise.all(gathered.map(async (b) => [b, await readBehind(db, b, first, last)] as const)));
    yield* await figuresFromTo(db, asked, first, last, {
      catalogue,
      inputs: inputs(first, last),
      records,
      places,
      settings,
      asOf
    });
  }
  for (const {relation} of gathered) await db.run(`drop table ${relation}`);
}

/** A metric whose rows are explained, what it is made of, and the records behind its rows. */
interface Asked {
  metric: MetricDefinition;
  made: readonly MetricDefinition[];
  /** SQL of its rows, one a partner. */
  rows: string;
  behind: readonly Behind[];
}

/** The figures of the partners from one to another, in the order of the database. */
async function figuresFromTo(
  db: DuckDB,
  asked: readonly Asked[],
  first: string,
  last: string,
  shared: Omit<Context, "behind">
): Promise<Map<string, ExplainedFigure[]>> {
  const figures = new Map<string, ExplainedFigure[]>();
  for (const {metric, made, rows, behind} of asked) {
    const own = `${rows} and partner_id between ${literal(first)} and ${literal(last)} order by partner_id`;
    for (const row of await db.rows<MetricRow>(own)) {
      const id = String(row.partner_id);
      const figure = await figureOf(metric, made, row, {...shared, behind});
      (figures.get(id) ?? figures.set(id, []).get(id)!).push(figure);
    }
  }
  return figures;
}

/** The same without numbers or records: what readers may know who are not shown the records. */
export const bareFigures = (): ExplainedFigure[] =>
  readCatalogue()
    .filter(({name}) => name in explainedRows || name in portfolioFigures)
    .map((metric) => ({...saidOf(metric), ...bare, formulas: plainFormulas(metric)}));

const bare = {row: "", values: [], formulas: [], made_of: [], partners: {count: 0, first: []}, settings: [], records: []};
