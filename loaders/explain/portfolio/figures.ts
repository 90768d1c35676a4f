import {literal, type DuckDB} from "../../engines/duckdb.ts";
import {readCatalogue, type MetricDefinition} from "../../metrics/catalogue.ts";
import {plainSettings} from "../../settingsValues.ts";
import {figureOf, ownerOf, plainFormulas, saidOf, type ExplainedFigure} from "../figure.ts";
import type {PartnerFigures} from "../partners/figures.ts";
import type {InputsOf} from "../partners/inputs.ts";
import {placesOf, type Places} from "../partners/places.ts";
import type {Behind, Found} from "../partners/records.ts";
import {shown, sqlValue} from "../numbers.ts";
import type {MetricRow} from "../pick.ts";
import {factsColumns, rowsAgreeing, selection, withDeals, type Selecting} from "../records.ts";
import {areFewFacts, firstRows} from "./firstRows.ts";
import type {PortfolioFigure} from "./portfolioFigure.ts";
import {portfolioFigures} from "./rows.ts";

/** The number of partners, of records of a sort, and of rows of another metric that are told. */
const most = {partners: 60, records: 8, rows: 8};

type Gathered = Map<Behind, ReadonlyMap<string, Found>>;

/** How the figures of all partners together came about, with the partners and the records behind each. */
export async function figuresOfPortfolio(db: DuckDB, options: PartnerFigures): Promise<ExplainedFigure[]> {
  const catalogue = new Map(readCatalogue().map((m) => [m.name, m]));
  const settings = plainSettings(options.settings);
  const {asOf} = options;
  const day = `date ${literal(asOf)}`;
  const made: ((places: Places) => Promise<ExplainedFigure>)[] = [];
  const inputs = firstOf(db, asOf);
  const columns = await factsColumns(db);
  const few = await areFewFacts(db);
  const gathered = await withDeals(db, async (deals) => {
    const gather = recordsOf(db, {asOf, settings, columns, deals}, few);
    for (const [name, told] of Object.entries(portfolioFigures)) {
      const figure = asDelivered(told, options);
      const metric = catalogue.get(name)!;
      if (figure.row === null) {
        made.push(() => summed(db, metric, figure, day));
        continue;
      }
      for (const row of await db.rows<MetricRow>(
        `from metrics.${name} where ${figure.row.replaceAll("$day", day)} order by ${figure.order ?? "all"}`
      )) {
        const records = figure.recordsElsewhere ? new Map() : await nearestRecords(gather, layersOf(metric, catalogue), row);
        made.push(async (places) => {
          const context = {catalogue, inputs, behind: [...records.keys()], records, places, settings, asOf};
          const partners = await partnersBehind(db, figure, rowsOf(figure, day, row));
          return {...(await figureOf(metric, [metric], row, context)), partners};
        });
      }
    }
    return gather.all();
  });
  // a file of the drops is read once for the records of all figures
  const places = await placesOf(db, options.reader, options.build, gathered);
  const figures: ExplainedFigure[] = [];
  for (const figure of made) figures.push(await figure(places));
  for (const {relation} of gathered) await db.run(`drop table ${relation}`);
  return figures;
}

/** A figure whose rows end with what was delivered. */
const asDelivered = ({row, partners, ...figure}: PortfolioFigure, {asOf, delivered}: PartnerFigures): PortfolioFigure => {
  const until = (sql: string) => sql.replaceAll("$delivered", `date ${literal(delivered ?? asOf)}`);
  return {...figure, row: row && until(row), partners: partners && {...partners, rows: until(partners.rows)}};
};

/** The rows of the partners behind a figure, as SQL; null where no partners are behind it. */
const rowsOf = (
  {partners}: PortfolioFigure,
  day: string,
  {member = null, dimension = null, kind = null}: MetricRow
): string | null =>
  partners &&
  `select * from ${partners.rows.replaceAll("$day", day).replaceAll("$member", sqlValue(member)).replaceAll("$dimension", sqlValue(dimension)).replaceAll("$kind", sqlValue(kind))}`;

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
function firstOf(db: DuckDB, asOf: string): InputsOf {
  const known = new Map<string, ReturnType<InputsOf>>();
  // those of one day
  const read = (from: string, {key}: MetricDefinition) =>
    firstRows(db, `select * ${from} order by ${key.join(", ")}`, {limit: most.rows, few: true});
  return (metric, row) => {
    const from = rowsAgreeing(metric, row, asOf);
    const found = known.get(from) ?? read(from, metric);
    known.set(from, found);
    return found;
  };
}

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

/** The records behind a row, from the metrics nearest to it (the nearest first) that name any. */
async function nearestRecords(gather: Gather, layers: readonly MetricDefinition[][], row: MetricRow): Promise<Gathered> {
  for (const layer of layers) {
    const behind = await gather.behind(
      layer.flatMap((m) => m.records),
      row
    );
    if (behind.size) return behind;
  }
  return new Map();
}

type Gather = ReturnType<typeof recordsOf>;

/** Gathers the newest records behind rows of each sort, and how many there are, in a temporary table each; what is asked for again, once. */
function recordsOf(db: DuckDB, selecting: Selecting, few: boolean) {
  const known = new Map<string, Found & {relation: string}>();
  const read = async (sql: string) => {
    const relation = `portfolio_behind_${known.size}`;
    const {rows: newest, count} = await firstRows(db, sql, {limit: most.records, few});
    // places are looked for by what is in this table
    if (count) await db.run(`create or replace temp table ${relation} as ${sql} limit ${most.records}`);
    return {relation, count, newest};
  };
  const entries = new Map<string, Behind>();
  const behind = async (asked: MetricDefinition["records"], row: MetricRow): Promise<Gathered> => {
    const gathered: Gathered = new Map();
    for (const entry of asked) {
      const sql = selection(entry, row, selecting);
      if (sql === null) continue;
      const {relation, ...found} = known.get(sql) ?? (await read(sql));
      known.set(sql, {relation, ...found});
      if (!found.count) continue;
      entries.set(relation, {entry, relation});
      gathered.set({entry, relation}, new Map([[ownerOf(row), found]]));
    }
    return gathered;
  };
  return {behind, all: () => [...entries.values()]};
}
