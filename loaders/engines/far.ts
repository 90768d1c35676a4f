import {createHash} from "node:crypto";
import {mkdir} from "node:fs/promises";
import {hostname} from "node:os";
import path from "node:path";
import {HandshakeError} from "../errors.ts";
import {identifier, literal, type DuckDB} from "./duckdb.ts";
import type {EngineSettings, SparkSettings} from "./engineSettings.ts";
import {openExchange, type Exchange} from "./spark/exchange.ts";
import {SparkError, SparkSession} from "./spark/session.ts";

/** A table to compute: its name, its SQL as DuckDB would run it, the file that an error names, and the columns that must come back. */
export interface FarModel {
  name: string;
  sql: string;
  file: string;
  columns: Record<string, string>;
}

/** An engine that tables are sent to and results fetched from: the seam is a folder of Parquet and a contract. */
export interface FarEngine {
  /**
   * Sends tables of db, computes models there in the order given, and leaves each result in db under its name.
   * @param inputs tables of db as the SQL names them: facts.deals, or repeated
   * @throws HandshakeError (70) that names the model and its line; then nothing is left in db
   */
  compute(db: DuckDB, inputs: string[], models: FarModel[]): Promise<void>;
  close(): Promise<void>;
}

/** The engine of the settings, or null where DuckDB in this process is it. Nothing is started before it has something to do. */
export const farEngine = (settings: EngineSettings, work: string): FarEngine | null =>
  settings.kind === "spark" ? new Spark(settings, work) : null;

class Spark implements FarEngine {
  readonly #settings: SparkSettings;
  readonly #work: string;
  #session: Promise<SparkSession> | null = null;
  #exchange: Promise<Exchange> | null = null;
  #times = 0;

  constructor(settings: SparkSettings, work: string) {
    this.#settings = settings;
    this.#work = path.resolve(work, "spark");
  }

  async compute(db: DuckDB, inputs: string[], models: FarModel[]): Promise<void> {
    const session = await (this.#session ??= SparkSession.open(this.#settings, this.#work));
    const exchange = await (this.#exchange ??= openExchange(this.#settings, nameOf(this.#work), this.#work, session));
    const prefix = `${++this.#times}.`;
    await session.run("create database if not exists facts");
    try {
      for (const table of inputs) await send(db, session, exchange, table, prefix + table);
      for (const model of models) await make(session, exchange, model, prefix + model.name);
      for (const model of models) await fetchBack(db, exchange, model, prefix + model.name);
    } finally {
      // all in one file: each statement costs a round of a second
      const names = [...inputs, ...models.map((m) => m.name)];
      await session.run(names.map((table) => `drop table if exists ${table}`).join(";\n")).catch(() => undefined);
    }
  }

  async close(): Promise<void> {
    // what could not be started has said so where it was asked for
    const [session, exchange] = [await this.#session?.catch(() => null), await this.#exchange?.catch(() => null)];
    // what a cluster that is gone leaves there, the next run removes
    await exchange?.clean().catch(() => undefined);
    session?.close();
  }
}

/** The part of the exchange folder that belongs to a build folder on this machine: what a killed run left there is taken away by the next. */
const nameOf = (work: string): string =>
  `handshake-${createHash("sha256")
    .update(`${hostname()} ${path.resolve(work, "../..")}`)
    .digest("hex")
    .slice(0, 12)}`;

async function send(db: DuckDB, session: SparkSession, exchange: Exchange, table: string, as: string): Promise<void> {
  const folder = exchange.outgoing(as);
  await mkdir(folder, {recursive: true});
  // files of a size that workers can share
  await db.run(`copy (from ${table}) to ${literal(folder)} (format parquet, file_size_bytes '64MB', overwrite_or_ignore)`);
  await exchange.put(as);
  try {
    await session.run(`create table ${table} using parquet location ${literal(exchange.at(as))}`);
  } catch (error) {
    if (!(error instanceof SparkError)) throw error;
    throw new HandshakeError(
      `Spark can't read ${table} in ${exchange.at(as)} (engine.folder): ${error.message}\nNothing was published; readers keep the last site.`,
      {cause: error}
    );
  }
}

async function make(session: SparkSession, exchange: Exchange, {name, sql, file}: FarModel, as: string): Promise<void> {
  try {
    // on the text's own first line, so that the lines of an error are those of the file
    await session.run(
      `create table ${name} using parquet location ${literal(exchange.at(as))} as ${sql.startsWith("--") ? "" : " "}${sql}`
    );
  } catch (error) {
    if (!(error instanceof SparkError)) throw error;
    const place = error.line === null ? "" : ` line ${error.line}`;
    throw new HandshakeError(
      `${file}${place}: Spark can't run it: ${error.message}\nNothing was published; readers keep the last site.`,
      {cause: error}
    );
  }
}

/** Takes a result into db if it is what the contract says. */
async function fetchBack(db: DuckDB, exchange: Exchange, {name, columns, file}: FarModel, as: string): Promise<void> {
  const files = literal(path.join(await exchange.get(as), "*.parquet"));
  const found = await db.rows<{column_name: string; column_type: string}>(`describe from read_parquet(${files})`);
  const said = found.map((c) => `${c.column_name} ${c.column_type}`).join(", ");
  const wanted = Object.entries(columns)
    .map(([column, type]) => `${column} ${type}`)
    .join(", ");
  if (said !== wanted)
    throw new HandshakeError(
      `${file}: Spark gave (${said}), expected (${wanted}). Nothing was published; readers keep the last site.`
    );
  await db.run(
    `create or replace ${name.includes(".") ? "" : "temp "}table ${name} as select ${Object.keys(columns).map(identifier).join(", ")} from read_parquet(${files})`
  );
}
