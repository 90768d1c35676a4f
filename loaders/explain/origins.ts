import {existsSync} from "node:fs";
import path from "node:path";
import {literal, type DuckDB} from "../engines/duckdb.ts";
import {readName} from "../receive/names.ts";
import {storedPath} from "../keep/inventory.ts";
import type {Reader} from "../stage/reader.ts";
import {tableNamed} from "../tables/index.ts";
import {columnSql} from "../tables/sqlTypes.ts";
import type {MetricRow} from "./pick.ts";

/** The key of a record as one text. */
export const keyOf = (table: string, row: MetricRow): string =>
  tableNamed(table)!
    .key.map((column) => String(row[column]))
    .join(" ");

/**
 * Where records came from: by their keys, "file:line" of the drop each.
 * @param build the build folder, with origins and store as a rebuild leaves them
 */
export async function linesOf(
  db: DuckDB,
  reader: Reader,
  build: string,
  table: string,
  rows: readonly MetricRow[]
): Promise<Map<string, string>> {
  const file = path.join(build, "origins", `${table}.parquet`);
  const lines = new Map<string, string>();
  if (!rows.length || !existsSync(file)) return lines;
  const {key} = tableNamed(table)!;
  const wanted = rows.map((row) => `(${key.map((c) => literal(String(row[c]))).join(", ")})`);
  const found = await db.rows<MetricRow & {path: string; sha256: string; ordinals: string[]}>(
    `from read_parquet(${literal(file)}) where (${key.map((c) => `cast(${columnSql(c)} as varchar)`).join(", ")}) in (${wanted.join(", ")})`
  );
  for (const sha256 of new Set(found.map((f) => f.sha256))) {
    const own = found.filter((f) => f.sha256 === sha256);
    const places = await located(
      reader,
      build,
      own[0]!,
      own.flatMap((f) => f.ordinals.map(Number))
    );
    for (const f of own) {
      const at = f.ordinals.map((o) => places.get(Number(o))).filter((line) => line !== undefined);
      lines.set(keyOf(table, f), at.length ? `${f.path}:${at.join(",")}` : f.path);
    }
  }
  return lines;
}

async function located(
  reader: Reader,
  build: string,
  {path: name, sha256}: {path: string; sha256: string},
  ordinals: number[]
): Promise<Map<number, number>> {
  const stored = storedPath(path.join(build, "store"), sha256);
  if (!existsSync(stored)) return new Map();
  const places = await reader.locate({stored, sha256, extension: readName(path.basename(name)).extension}, ordinals);
  return new Map(places.map(({ordinal, line}) => [ordinal, line]));
}
