import {existsSync} from "node:fs";
import {mkdtemp, rm} from "node:fs/promises";
import {tmpdir} from "node:os";
import path from "node:path";
import {DuckDB, literal} from "../engines/duckdb.ts";
import {HandshakeError} from "../errors.ts";
import {readCatalogue, type Formula, type MetricDefinition} from "../metrics/catalogue.ts";
import type {Settings} from "../settings.ts";
import {plainSettings} from "../settingsValues.ts";
import {readerHere} from "../stage/reader.ts";
import {damagedDerived} from "../keep/derived.ts";
import {registerStatistics} from "../statistics/register.ts";
import {tableNamed} from "../tables/index.ts";
import {workOut, type Input, type Scope, type Worked} from "./formula.ts";
import {checkBuiltWith} from "./newer.ts";
import {inHeader} from "./inHeader.ts";
import {linesOf} from "./origins.ts";
import {pickMetric, pickRows, type MetricRow} from "./pick.ts";
import {madeOf, recordsBehind, rowsAgreeing, type Behind} from "./records.ts";

export interface ExplainOptions {
  metric: string;
  /** Values of the metric's key columns, or names of partners, customers and people; in any order. */
  keys: string[];
  /** YYYY-MM-DD; null for the current date. */
  asOf: string | null;
  build: string;
  /** The folder of metrics; by default the program's own. */
  metrics?: string;
  settings: Settings;
  /** Records shown with their lines, of each sort. */
  most: number;
}

/** How one row of a metric came about. */
export interface Explained {
  metric: MetricDefinition;
  row: MetricRow;
  asOf: string;
  name: string | null;
  formulas: Worked[];
  /** The rows of other metrics that it is made of. */
  inputs: {name: string; question: string; rows: readonly MetricRow[]}[];
  /** Settings that it and what it is made of read. */
  settings: string[];
  behind: (Behind & {lines: Map<string, string>})[];
}

/** How many rows are explained where the keys tell several. */
const mostRows = 5;

/**
 * Explains a figure: its formula with its numbers, what it is made of, the records behind it, and their places in the drops.
 * @throws HandshakeError 66 where nothing was built or the definition is newer than what was, 64 for a metric, key or date that is not there
 */
export async function explain(options: ExplainOptions): Promise<{explained: Explained[]; rows: number}> {
  const file = path.join(options.build, "handshake.duckdb");
  if (!existsSync(file))
    throw new HandshakeError(
      `There is no ${file}. Make it with "npx handshake rebuild", or name another folder with --build DIR.`,
      {
        exitCode: 66
      }
    );
  if ((await damagedDerived(options.build, "handshake.duckdb")).length)
    throw new HandshakeError(`${file} is not as the last rebuild left it. Rebuild it: npx handshake rebuild`);
  const work = await mkdtemp(path.join(tmpdir(), "handshake-explain-"));
  const db = await DuckDB.open(":memory:", {tempDirectory: path.join(work, "spill")});
  try {
    await registerStatistics(db);
    await db.run(`attach ${literal(file)} as built (read_only); use built`);
    return await explainIn(db, options, work);
  } finally {
    db.close();
    await rm(work, {recursive: true, force: true});
  }
}

async function explainIn(db: DuckDB, options: ExplainOptions, work: string): Promise<{explained: Explained[]; rows: number}> {
  const catalogue = readCatalogue(options.metrics);
  const metric = await pickMetric(db, catalogue, options.metric);
  const byName = new Map(catalogue.map((m) => [m.name, m]));
  await checkBuiltWith(db, madeOf(metric, byName), path.join(options.build, "handshake.duckdb"));
  const {rows, asOf} = await pickRows(db, metric, options.keys, options.asOf);
  const [current] = await db.rows<{as_of: string}>("select as_of from metrics.as_of_dates where is_current");
  const day = asOf ?? current!.as_of;
  const explained: Explained[] = [];
  const at: Explaining = {db, catalogue: byName, asOf: day, options, work};
  for (const row of rows.slice(0, mostRows)) explained.push(await explainRow(at, metric, row));
  return {explained, rows: rows.length};
}

/** What all rows of an explanation are explained with. */
interface Explaining {
  db: DuckDB;
  catalogue: ReadonlyMap<string, MetricDefinition>;
  asOf: string;
  options: ExplainOptions;
  /** For copies of what was delivered. */
  work: string;
}

async function explainRow(at: Explaining, metric: MetricDefinition, row: MetricRow): Promise<Explained> {
  const {db, catalogue, asOf} = at;
  const settings = plainSettings(at.options.settings);
  const made = madeOf(metric, catalogue);
  const behind = await recordsBehind(db, made, row, {asOf, settings});
  const found = await inputsFor(at, metric, row, behind);
  const formulas: Worked[] = [];
  for (const formula of metric.formula) formulas.push(await workOutOf(db, metric, formula, {row, settings, inputs: found}));
  for (const name of metric.needs) {
    const [own, ...others] = found.get(name)?.rows ?? [];
    if (own && !others.length) formulas.push(...(await formulasBelow(at, name, own)));
  }
  const inputs = metric.needs.flatMap((name) => {
    const other = catalogue.get(name);
    return other ? [{name, question: other.question, rows: found.get(name)?.rows ?? []}] : [];
  });
  return {
    metric,
    row,
    asOf,
    name: await nameOf(db, row),
    formulas,
    inputs,
    settings: [...new Set(made.flatMap((m) => m.settings))],
    behind: await placed(at, behind)
  };
}

/** The names of the tables that an expression of a header reads. */
const namedIn = ({expression}: Formula): string[] => [...expression.matchAll(/\b([a-z_]+)\./g)].map((m) => m[1]!);

/** What the formulas of a row read: rows of other metrics, and the records behind it. */
async function inputsFor(
  {db, catalogue, asOf}: Explaining,
  metric: MetricDefinition,
  row: MetricRow,
  behind: readonly Behind[]
): Promise<Map<string, Input>> {
  const found = new Map<string, Input>();
  for (const name of new Set([...metric.formula.flatMap(namedIn), ...metric.needs])) {
    const other = catalogue.get(name);
    const own = behind.find((b) => b.entry.table === name);
    if (other) found.set(name, await inputOf(db, other, row, asOf));
    else if (own) found.set(name, {rows: own.rows, sql: own.sql, key: tableNamed(name)!.key});
  }
  return found;
}

/** The records behind a row, with the lines of the first of each sort. */
async function placed({db, options: {settings, build, most}, work}: Explaining, behind: readonly Behind[]) {
  const reader = readerHere(db, {folder: work, work, settings});
  const found: Explained["behind"] = [];
  for (const b of behind) {
    await db.run("use memory");
    const lines = await linesOf(db, reader, build, b.entry.table, b.rows.slice(0, most));
    await db.run("use built");
    found.push({...b, lines});
  }
  return found;
}

/** Works out a formula of a metric. @throws HandshakeError that names the file in whose header it can't be read */
const workOutOf = (db: DuckDB, {file}: MetricDefinition, formula: Formula, scope: Scope): Promise<Worked> =>
  inHeader({file, what: "formula", said: `${formula.column} = ${formula.expression}`}, () => workOut(db, formula, scope));

/** The formulas of a row that another is made of, by its own metric's name. */
async function formulasBelow({db, catalogue, asOf, options}: Explaining, name: string, row: MetricRow): Promise<Worked[]> {
  const metric = catalogue.get(name)!;
  const inputs = new Map<string, Input>();
  for (const need of metric.needs) inputs.set(need, await inputOf(db, catalogue.get(need)!, row, asOf));
  const scope: Scope = {row, settings: plainSettings(options.settings), inputs};
  const worked: Worked[] = [];
  for (const formula of metric.formula) {
    if (!namedIn(formula).every((n) => inputs.has(n))) continue;
    const result = await workOutOf(db, metric, formula, scope);
    worked.push({...result, column: `${name}.${result.column}`});
  }
  return worked;
}

/** The rows of another metric that belong to a row: those that agree with it in the columns of their key that it has. */
async function inputOf(db: DuckDB, other: MetricDefinition, row: MetricRow, asOf: string): Promise<Input> {
  const sql = `${rowsAgreeing(other, row, asOf)} order by ${other.key.join(", ")}`;
  return {sql: `select * ${sql}`, rows: await db.rows<MetricRow>(sql), key: other.key};
}

async function nameOf(db: DuckDB, {partner_id}: MetricRow): Promise<string | null> {
  if (typeof partner_id !== "string") return null;
  const [found] = await db.rows<{name: string}>(`select name from facts.partners where partner_id = ${literal(partner_id)}`);
  return found && found.name !== partner_id ? found.name : null;
}
