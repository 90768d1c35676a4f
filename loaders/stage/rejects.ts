import type {DuckDB} from "../engines/duckdb.ts";
import type {Raw} from "../read/rawTable.ts";
import type {Finding} from "./findings.ts";
import type {Quarantined} from "./stagedFile.ts";

/**
 * The records of table `typed` that have a reason against them, and those that could not be read at all, in the order of their lines.
 * @param findings what is wrong with each, by ordinal
 */
export async function rejectsOf(db: DuckDB, raw: Raw, findings: Map<number, Finding>): Promise<Quarantined[]> {
  const rows = await db.rows<{ordinals: string[]; key: string | null; reason: string}>(
    "select _ordinals as ordinals, _key as key, _reason as reason from typed where _reason is not null order by _ordinal"
  );
  const places = await raw.locate(rows.flatMap((r) => r.ordinals.map(Number)));
  const unread: Quarantined[] = raw.bad.map((b) => ({line: b.line, key: null, reason: b.reason, raw: b.raw}));
  const unfit = rows.flatMap((r) =>
    r.ordinals.map((o) => ({...places.get(Number(o))!, key: r.key, reason: r.reason, ...findings.get(Number(o))}))
  );
  return [...unread, ...unfit].sort((a, b) => a.line - b.line);
}
