import {literal, type DuckDB} from "../engines/duckdb.ts";
import type {CanonicalTable} from "../tables/columns.ts";
import type {StagedFile} from "./rows.ts";

const padded = String.raw`starts_with(_key, '0') and regexp_full_match(_key, '0\d+')`;

/**
 * Marks rows whose key is a number that the same source has with leading zeros too: a spreadsheet has cut them, and the record would be
 * another one than it is. Two sources may count in ways of their own.
 */
export async function markCutZeros(db: DuckDB, table: CanonicalTable, files: readonly StagedFile[]): Promise<void> {
  if (table.key.length !== 1 || table.written) return;
  const [found] = await db.rows(`select 1 from reconciling where ${padded} limit 1`);
  if (!found) return;
  const sources = files.map((f) => `(${f.index}, ${literal(f.mapping ?? "")})`).join(", ");
  await db.run(`
    with sources (file, source) as (values ${sources}),
    whole as (select distinct source, ltrim(_key, '0') as cut from reconciling join sources on file = _file where ${padded})
    update reconciling set _reason = 'damaged_id'
    where _reason is null and (select source from sources where file = _file) || ' ' || _key in (select source || ' ' || cut from whole)`);
}

/** Of each key without its leading zeros the key as a source has it. */
export async function wholeKeys(db: DuckDB): Promise<Map<string, string>> {
  const rows = await db.rows<{cut: string; whole: string}>(
    `select ltrim(_key, '0') as cut, min(_key) as whole from reconciling where ${padded} group by all`
  );
  return new Map(rows.map(({cut, whole}) => [cut, whole]));
}
