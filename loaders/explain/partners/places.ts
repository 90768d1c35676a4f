import {existsSync, statSync} from "node:fs";
import path from "node:path";
import {literal, type DuckDB} from "../../engines/duckdb.ts";
import {readName} from "../../receive/names.ts";
import {storedPath} from "../../keep/inventory.ts";
import type {Reader} from "../../stage/reader.ts";
import {tableNamed} from "../../tables/index.ts";
import {columnSql} from "../../tables/sqlTypes.ts";
import {keyOf} from "../origins.ts";
import type {MetricRow} from "../pick.ts";
import {groupedBy} from "./inputs.ts";
import type {Behind} from "./records.ts";

/** To know a line, its file is read again from the beginning: of larger ones the number of the record is told. */
const mostBytes = 32 * 2 ** 20;

type Origin = MetricRow & {path: string; sha256: string; ordinals: string[]};

/** The places of records in the drops by table and key: "file:line", or "file, record n". */
export type Places = ReadonlyMap<string, ReadonlyMap<string, string>>;

/**
 * Where the records come from that were gathered: each file is read once for all of them.
 * @param build the build folder, with origins and store as a rebuild leaves them
 */
export async function placesOf(
  db: DuckDB,
  reader: Pick<Reader, "locate">,
  build: string,
  gathered: readonly Behind[]
): Promise<Places> {
  const places = new Map<string, Map<string, string>>();
  for (const table of new Set(gathered.map(({entry}) => entry.table))) {
    const relations = new Set(gathered.filter(({entry}) => entry.table === table).map(({relation}) => relation));
    places.set(table, await placesIn(db, reader, build, table, [...relations]));
  }
  return places;
}

async function placesIn(
  db: DuckDB,
  reader: Pick<Reader, "locate">,
  build: string,
  table: string,
  relations: readonly string[]
): Promise<Map<string, string>> {
  const file = path.join(build, "origins", `${table}.parquet`);
  const places = new Map<string, string>();
  if (!existsSync(file)) return places;
  const key = tableNamed(table)!
    .key.map((c) => `cast(${columnSql(c)} as varchar)`)
    .join(", ");
  const wanted = relations.map((relation) => `select (${key}) from ${relation}`).join(" union ");
  const origins = await db.rows<Origin>(`from read_parquet(${literal(file)}) where (${key}) in (${wanted})`);
  for (const own of groupedBy(origins, (o) => o.sha256).values()) {
    const lines = await linesIn(reader, build, own[0]!.sha256, own);
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
