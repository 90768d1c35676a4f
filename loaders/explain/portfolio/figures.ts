import {literal, type DuckDB} from "../../engines/duckdb.ts";
import {readCatalogue, type MetricDefinition} from "../../metrics/catalogue.ts";
import {plainSettings} from "../../settings.ts";
import {figureOf, ownerOf, plainFormulas, saidOf, type ExplainedFigure, type PartnerFigures} from "../partners/figures.ts";
import type {InputsOf} from "../partners/inputs.ts";
import {placesOf, type Places} from "../partners/places.ts";
import type {Behind, Found} from "../partners/records.ts";
import {shown, sqlValue} from "../numbers.ts";
import type {MetricRow} from "../pick.ts";
import {selection} from "../records.ts";
import {portfolioFigures, type PortfolioFigure} from "./rows.ts";

/** The number of partners, of records of a sort, and of rows of another metric that are told. */
const most = {partners: 60, records: 8, rows: 8};

type Gathered = Map<Behind, ReadonlyMap<string, Found>>;

/** How the figures of all partners together came about, with the partners and the records behind each. */
export async function figuresOfPortfolio(db: DuckDB, options: PartnerFigures): Promise<ExplainedFigure[]> {
  const catalogue = new Map(readCatalogue().map((m) => [m.name, m]));
  const settings = plainSettings(options.settings);
  const day = `date ${literal(options.asOf)}`;
  const made: (() => Promise<ExplainedFigure>)[] = [];
  const gathered: Behind[] = [];
  let places: Places = new Map();
  for (const [name, figure] of Object.entries(portfolioFigures)) {
    const metric = catalogue.get(name)!;
    if (figure.row === null) {
      made.push(() => summed(db, metric, figure, day));
      continue;
    }
    for (const row of await db.rows<MetricRow>(`from metrics.${name} where ${figure.row.replaceAll("$day", day)} order by all`)) {
      const records = await nearestRecords(db, layersOf(metric, catalogue), row, options, gathered.length);
      const behind = [...records.keys()];
      gathered.push(...behind);
      made.push(async () => {
        const context = {catalogue, inputs: firstOf(db, options.asOf), behind, records, places, settings, asOf: options.asOf};
        const partners = await partnersBehind(db, figure, rowsOf(figure, day, row));
        return {...(await figureOf(metric, [metric], row, context)), partners};
      });
    }
  }
  // a file of the drops is read once for the records of all figures
  places = await placesOf(db, options.reader, options.build, gathered);
  const figures: ExplainedFigure[] = [];
  for (const figure of made) figures.push(await figure());
  for (const {relation} of gathered) await db.run(`drop table ${relation}`);
  return figures;
}

/** The rows of the partners behind a figure, as SQL; null where no partners are behind it. */
const rowsOf = ({partners}: PortfolioFigure, day: string, {member = null, dimension = null}: MetricRow): string | null =>
  partners &&
  `select * from ${partners.rows.replaceAll("$day", day).replaceAll("$member", sqlValue(member)).replaceAll("$dimension", sqlValue(dimension))}`;

/** A figure that sums the partners' rows of its metric up: each of these has the formula's numbers on the partner's page. */
async function summed(db: DuckDB, metric: MetricDefinition, figure: PortfolioFigure, day: string): Promise<ExplainedFigure> {
  // both the sum and the list of partners are read from these rows
  const rows = "from portfolio_rows";
  await db.run(`create or replace temp table portfolio_rows as ${rowsOf(figure, day, {}) ?? ""}`);
  const values = await db.rows<Record<string, string>>((figure.values ?? "").replaceAll("$rows", rows));
  const partners = await partnersBehind(db, figure, rows);
  await db.run("drop table portfolio_rows");
  return {
    ...saidOf(metric),
    row: "",
    values: values.map((row) => String(Object.values(row)[0])),
    formulas: plainFormulas(metric),
    made_of: [],
    partners,
    settings: [],
    records: []
  };
}

async function partnersBehind(
  db: DuckDB,
  {partners}: PortfolioFigure,
  rows: string | null
): Promise<ExplainedFigure["partners"]> {
  if (!partners || rows === null) return {count: 0, first: []};
  const from = `(${rows}) as behind join facts.partners as known using (partner_id)`;
  const found = await db.rows<MetricRow & {_count: number}>(
    `select partner_id, known.name, ${partners.shows.map((c) => `behind.${c}`).join(", ")}, cast(count(*) over () as integer) as _count
     from ${from} order by ${partners.order}, partner_id limit ${most.partners}`
  );
  const first = found.map((row) => ({
    id: String(row.partner_id),
    name: String(row.name),
    says: partners.shows.flatMap((c) => (row[c] === null ? [] : [`${c} ${shown(row[c]!)}`])).join(", ")
  }));
  return {count: found[0]?._count ?? 0, first};
}

/** The rows of another metric that agree with a row in the columns of their key that it has: the first of them, and how many there are. */
const firstOf =
  (db: DuckDB, asOf: string): InputsOf =>
  async (metric, row) => {
    const own: MetricRow = {...row, as_of: row.as_of ?? asOf};
    const same = metric.key.filter((c) => c in own).map((c) => `${c} is not distinct from ${sqlValue(own[c]!)}`);
    const from = `from metrics.${metric.name} ${same.length ? `where ${same.join(" and ")}` : ""}`;
    const [all] = await db.rows<{count: number}>(`select cast(count(*) as integer) as count ${from}`);
    const rows = await db.rows<MetricRow>(`select * ${from} order by ${metric.key.join(", ")} limit ${most.rows}`);
    return {rows, count: all?.count ?? 0};
  };

/** A metric, then what it is made of, then what that is made of, each once. */
function layersOf(metric: MetricDefinition, catalogue: ReadonlyMap<string, MetricDefinition>): MetricDefinition[][] {
  const seen = new Set([metric.name]);
  const layers = [[metric]];
  for (const layer of layers) {
    const needs = layer.flatMap((m) => m.needs).filter((name) => catalogue.has(name) && !seen.has(name));
    needs.forEach((name) => seen.add(name));
    if (needs.length) layers.push([...new Set(needs)].map((name) => catalogue.get(name)!));
  }
  return layers;
}

/**
 * The records behind a row, from the metrics nearest to it that name any.
 * @param layers the metrics that it is made of, the nearest first
 * @param before the number of temporary tables that earlier rows have made, which names the next ones
 */
async function nearestRecords(
  db: DuckDB,
  layers: readonly MetricDefinition[][],
  row: MetricRow,
  options: PartnerFigures,
  before: number
): Promise<Gathered> {
  for (const layer of layers) {
    const behind = await recordsOf(
      db,
      layer.flatMap((m) => m.records),
      row,
      options,
      before
    );
    if (behind.size) return behind;
  }
  return new Map();
}

/** The newest records behind a row of each sort, and how many there are, in a temporary table each. */
async function recordsOf(
  db: DuckDB,
  entries: MetricDefinition["records"],
  row: MetricRow,
  {asOf, settings}: PartnerFigures,
  before: number
): Promise<Gathered> {
  const gathered: Gathered = new Map();
  for (const entry of entries) {
    const sql = await selection(db, entry, row, {asOf, settings: plainSettings(settings)});
    if (sql === null) continue;
    const [all] = await db.rows<{count: number}>(`select cast(count(*) as integer) as count from (${sql})`);
    if (!all?.count) continue;
    const relation = `portfolio_behind_${before + gathered.size}`;
    await db.run(`create or replace temp table ${relation} as ${sql} limit ${most.records}`);
    const newest = await db.rows<MetricRow>(`from ${relation}`);
    gathered.set({entry, relation}, new Map([[ownerOf(row), {count: all.count, newest}]]));
  }
  return gathered;
}
