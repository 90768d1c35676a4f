import {literal, type DuckDB} from "../engines/duckdb.ts";
import type {Reconciled} from "../stage/dropFile.ts";
import type {CanonicalTable} from "../tables/columns.ts";
import {foundSql, unknownParentHints} from "./unknownParents.ts";
import type {StagedFile} from "./rows.ts";

/**
 * Adds up what became of each file's records, and finds the quarantined ones that a later good version has cleared.
 * @param files those of the table that were taken
 * @param all the files of all tables
 */
export async function tally(
  db: DuckDB,
  table: CanonicalTable,
  files: StagedFile[],
  results: Reconciled[],
  all: readonly StagedFile[]
): Promise<void> {
  const counts = await db.rows<{file: number; state: "accepted" | "deduplicated" | "superseded"; n: string}>(
    "select _file as file, _state as state, sum(len(_ordinals)) as n from reconciling where _state <> 'quarantined' group by all"
  );
  for (const c of counts) results[c.file]![c.state] += Number(c.n);
  const later = await laterVersions(db, files);
  const rows = await db.rows<{
    file: number;
    ordinals: string[];
    key: string;
    reason: string;
    column: string | null;
    found: string | null;
  }>(
    `select _file as file, _ordinals as ordinals, _key as key, _reason as reason, ${foundSql(table)}
     from reconciling where _state = 'quarantined' order by _file, _ordinals`
  );
  const hints = await unknownParentHints(db, table, rows, {files: all, results});
  for (const r of rows) {
    const result = results[r.file]!;
    if (later(r.key, r.file)) result.superseded += r.ordinals.length;
    else {
      const hint = hints(r.column, r.found);
      const {key, reason, column, found} = r;
      result.quarantined.push({ordinals: r.ordinals.map(Number), key, reason, column, found, ...(hint ? {hint} : {})});
    }
  }
  for (const f of files)
    f.quarantined.forEach((q, i) => {
      if (q.key === null || !later(q.key, f.index)) return;
      results[f.index]!.cleared.push(i);
      results[f.index]!.superseded++;
    });
}

/** Whether a key has a good row in a later drop than that of a file, or in what replaced the file. */
async function laterVersions(db: DuckDB, files: StagedFile[]): Promise<(key: string, file: number) => boolean> {
  const staged = files.flatMap((f) => f.quarantined.flatMap((q) => (q.key === null ? [] : [q.key])));
  const here = (await db.rows<{key: string}>("select distinct _key as key from reconciling where _state = 'quarantined'")).map(
    (r) => r.key
  );
  const asked = [...new Set([...staged, ...here])];
  if (!asked.length) return () => false;
  const good = await db.rows<{key: string; drop_date: string; path: string; revision: number}>(
    `select distinct _key as key, _drop_date as drop_date, _path as path, _revision as revision
     from reconciling where _state <> 'quarantined' and _key in (select unnest([${asked.map(literal).join(", ")}]))`
  );
  const byKey = new Map<string, typeof good>();
  for (const g of good) {
    const known = byKey.get(g.key);
    if (known) known.push(g);
    else byKey.set(g.key, [g]);
  }
  const byIndex = new Map(files.map((f) => [f.index, f]));
  return (key, file) => {
    const from = byIndex.get(file)!;
    return (byKey.get(key) ?? []).some(
      (g) => g.drop_date > from.drop_date || (g.path === from.path && g.revision > from.revision)
    );
  };
}
