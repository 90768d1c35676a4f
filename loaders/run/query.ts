import {existsSync} from "node:fs";
import path from "node:path";
import {ResultReturnType, type DuckDBResultReader} from "@duckdb/node-api";
import {DuckDB, literal} from "../engines/duckdb.ts";
import type {Model} from "../engines/models.ts";
import {shownPath} from "../engines/sqlFault.ts";
import {HandshakeError} from "../errors.ts";
import {metricModels} from "../metrics/files.ts";
import {setVariables} from "../metrics/run.ts";
import type {Settings} from "../settings.ts";
import {plainSettings} from "../settingsValues.ts";
import {registerStatistics} from "../statistics/register.ts";

/** Rows of a query with the names of their columns, in order. */
export interface Answer {
  columns: string[];
  rows: Record<string, unknown>[];
}

/** A build's tables to be asked, and never changed. */
export interface Tables {
  /**
   * The answers of one query, or of several that ; separates, in order.
   * @param given told of each answer as soon as it is there, also where a query after it fails
   */
  ask(sql: string, given?: (answer: Answer) => void): Promise<Answer[]>;
  close(): void;
}

/**
 * Opens the tables that a rebuild left, with the functions and settings that metrics use: `select * from trust` is metrics.trust, and
 * `deals` is facts.deals. Nothing can be written, and no other file read.
 * @param metrics the files of metrics as they are now: one that is newer than the build has no table in it
 * @throws HandshakeError (66) where the build folder has none
 */
export async function openTables(build: string, settings: Settings, metrics = metricModels): Promise<Tables> {
  const file = path.join(build, "handshake.duckdb");
  if (!existsSync(file))
    throw new HandshakeError(
      `There are no tables in ${build}. Run "npx handshake rebuild" first, or name another folder by --build.`,
      {
        exitCode: 66
      }
    );
  const db = await DuckDB.open();
  await db.run(`attach ${literal(file)} as build (read_only)`);
  await setVariables(db, plainSettings(settings));
  await registerStatistics(db);
  await db.run("set search_path = 'build.metrics,build.facts,memory.main'");
  await db.run("set enable_external_access = false; set lock_configuration = true");
  return {
    ask: async (sql, given = () => undefined) => {
      const answers: Answer[] = [];
      try {
        for await (const reader of readEach(db, sql)) {
          const answer = {columns: reader.deduplicatedColumnNames(), rows: reader.getRowObjectsJson()};
          answers.push(answer);
          given(answer);
        }
      } catch (error) {
        throw notBuiltYet(error, file, metrics) ?? error;
      }
      return answers;
    },
    close: () => db.close()
  };
}

/** Asked for all at once, the database answers the first of several queries alone. */
async function* readEach({connection}: DuckDB, sql: string): AsyncGenerator<DuckDBResultReader> {
  // a text without any query can't be taken apart
  const queries = await connection.extractStatements(sql).catch(() => null);
  if (queries === null || queries.count < 2) {
    yield await connection.runAndReadAll(sql);
    return;
  }
  let [answered, last]: [boolean, DuckDBResultReader | null] = [false, null];
  for (let n = 0; n < queries.count; n++) {
    last = await (await queries.prepare(n)).runAndReadAll();
    // pivot is two queries, the first of which makes a type and answers nothing
    if (last.returnType !== ResultReturnType.QUERY_RESULT) continue;
    answered = true;
    yield last;
  }
  if (!answered && last) yield last;
}

/** What is said where a query names a metric that came after the last rebuild; null where it is something else. */
function notBuiltYet(error: unknown, build: string, metrics: () => Model[]): HandshakeError | null {
  const name = /Table with name "?(?:\w+\.)*(\w+)"? does not exist/.exec(error instanceof Error ? error.message : "")?.[1];
  const model = name === undefined ? undefined : known(metrics).find((m) => m.name === name.toLowerCase());
  if (!model) return null;
  return new HandshakeError(
    `${shownPath(build)} is older than the metric ${model.name}: ${shownPath(model.path)} has come since. Rebuild first (npx handshake rebuild), then ask again.`,
    {exitCode: 66, cause: error}
  );
}

/** Files that can't be read now are told of by a rebuild; a query is answered from what the last one left. */
function known(metrics: () => Model[]): Model[] {
  try {
    return metrics();
  } catch {
    return [];
  }
}

/** So wide a column is at most. */
const widest = 60;

/** An answer as a table of text; numbers are at the right. */
export function answerText({columns, rows}: Answer): string {
  const text = (value: unknown) => {
    const whole = value === null ? "" : typeof value === "string" ? value : JSON.stringify(value);
    return whole.length > widest ? `${whole.slice(0, widest - 1)}…` : whole;
  };
  const isNumber = (column: string) => rows.some((row) => typeof row[column] === "number");
  const widths = columns.map((column) => Math.max(column.length, ...rows.map((row) => text(row[column]).length)));
  const line = (cells: string[]) =>
    cells
      .map((cell, i) => (isNumber(columns[i]!) ? cell.padStart(widths[i]!) : cell.padEnd(widths[i]!)))
      .join("  ")
      .trimEnd();
  const count = rows.length === 1 ? "1 row" : `${rows.length} rows`;
  return [
    line(columns),
    line(widths.map((n) => "-".repeat(n))),
    ...rows.map((row) => line(columns.map((c) => text(row[c])))),
    `(${count})`
  ].join("\n");
}
