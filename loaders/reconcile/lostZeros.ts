import {literal, type DuckDB} from "../engines/duckdb.ts";
import {columnsOf, type CanonicalTable, type Column} from "../tables/columns.ts";
import {columnSql} from "../tables/sqlTypes.ts";
import type {StagedFile} from "./rows.ts";

/**
 * Marks records whose key a spreadsheet has cut: 123 in a file without any leading zero, while another file of the same export has the
 * same record as 00123. Both would count. Which file came first makes no difference; two records that only look alike differ in the rest.
 */
export async function markLostZeros(db: DuckDB, table: CanonicalTable, files: StagedFile[]): Promise<void> {
  const [key, ...more] = table.key;
  const known = columnsOf(table).filter((c) => c.required && c.name !== key && ["id", "text", "day", "instant"].includes(c.kind));
  if (!key || more.length || !known.length || files.length < 2) return;
  const rows = await db.rows<{file: number}>(
    `select _file as file from reconciling where starts_with(_key, '0') and length(_key) > 1 group by _file`
  );
  const padded = new Set(rows.map((r) => r.file));
  for (const mapping of new Set(files.map((f) => f.mapping))) {
    const own = files.filter((f) => f.mapping === mapping).map((f) => f.index);
    const whole = own.filter((f) => padded.has(f));
    const cut = own.filter((f) => !padded.has(f));
    if (whole.length && cut.length) await markCut(db, known, whole, cut);
  }
}

async function markCut(db: DuckDB, known: Column[], whole: number[], cut: number[]): Promise<void> {
  // a spreadsheet cuts all columns of ids alike
  const same = known.map(({name, kind}) => {
    const value = (of: string) => (kind === "id" ? `ltrim(${of}.${columnSql(name)}, '0')` : `${of}.${columnSql(name)}`);
    return `${value("cut")} is not distinct from ${value("whole")}`;
  });
  await db.run(`update reconciling set _reason = 'damaged_id' where _row in (
    select cut._row from reconciling as cut join reconciling as whole
      on whole._key <> cut._key and ltrim(whole._key, '0') = cut._key and ${same.join(" and ")}
    where cut._file in (${cut.join(", ")}) and whole._file in (${whole.join(", ")})
      and cut._reason is null and whole._reason is null and regexp_full_match(cut._key, ${literal("[1-9][0-9]*")}))`);
}
