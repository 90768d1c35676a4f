import {existsSync, statSync} from "node:fs";
import path from "node:path";
import {literal, type DuckDB} from "../../engines/duckdb.ts";
import {readName} from "../../receive/names.ts";
import {storedPath} from "../../receive/store.ts";
import type {Reader} from "../../stage/reader.ts";
import {tableNamed} from "../../tables/index.ts";
import {columnSql} from "../../tables/sqlTypes.ts";
import {keyOf} from "../origins.ts";
import type {MetricRow} from "../pick.ts";

/** To know a line, its file is read again from the beginning: of larger ones the number of the record is told. */
const mostBytes = 32 * 2 ** 20;

type Origin = MetricRow & {path: string; sha256: string; ordinals: string[]};

/**
 * The places of records in the drops, by their keys: "file:line", or "file, record n".
 * @param build the build folder, with origins and store as a rebuild leaves them
 */
export async function placesIn(
  db: DuckDB,
  reader: Pick<Reader, "locate">,
  build: string,
  table: string,
  rows: readonly MetricRow[]
): Promise<Map<string, string>> {
  const file = path.join(build, "origins", `${table}.parquet`);
  const places = new Map<string, string>();
  if (!rows.length || !existsSync(file)) return places;
  const {key} = tableNamed(table)!;
  const wanted = new Set(rows.map((row) => keyOf(table, row)));
  const list = [...wanted].map(literal).join(", ");
  const text = `concat_ws(' ', ${key.map((c) => `cast(${columnSql(c)} as varchar)`).join(", ")})`;
  const origins = await db.rows<Origin>(`from read_parquet(${literal(file)}) where ${text} in (${list})`);
  for (const sha256 of new Set(origins.map((o) => o.sha256))) {
    const own = origins.filter((o) => o.sha256 === sha256);
    const lines = await linesIn(reader, build, sha256, own);
    for (const origin of own) {
      const at = origin.ordinals.map((o) => lines?.get(Number(o)));
      const where = at.every((line) => line !== undefined) ? `:${at.join(",")}` : `, record ${origin.ordinals.join(", ")}`;
      places.set(keyOf(table, origin), `${origin.path}${where}`);
    }
  }
  return places;
}

/** The lines of records of one file by their number in it; null for a file that is too large to read again, or gone. */
async function linesIn(reader: Pick<Reader, "locate">, build: string, sha256: string, own: readonly Origin[]) {
  const stored = storedPath(path.join(build, "store"), sha256);
  if (!existsSync(stored) || statSync(stored).size > mostBytes) return null;
  const extension = readName(path.basename(own[0]!.path)).extension;
  const found = await reader.locate(
    {stored, sha256, extension},
    own.flatMap((o) => o.ordinals.map(Number))
  );
  return new Map(found.map(({ordinal, line}) => [ordinal, line]));
}
