import type {DuckDB} from "../engines/duckdb.ts";
import type {Settings} from "../settings.ts";
import type {Reconciled} from "../stage/dropFile.ts";
import type {CanonicalTable} from "../tables/columns.ts";
import {leaveOut} from "./drops.ts";
import type {StagedFile} from "./rows.ts";

/** What export tools switch between without another header: cents, thousands, millions. */
const factors = [100, 1000, 1_000_000].flatMap((f) => [f, 1 / f]);

interface Options {
  settings: Settings;
  /** Indexes of files that somebody has confirmed. */
  confirmed: Set<number>;
  results: Reconciled[];
}

/**
 * Holds a file of deals in which most amounts are a hundredth, thousandth or millionth of what they were in earlier files, or as many times
 * that, unless somebody has confirmed it: it counts in another unit, and all revenue would fall or rise at once.
 */
export async function holdRescaled(
  db: DuckDB,
  {name}: CanonicalTable,
  own: StagedFile[],
  {settings, confirmed, results}: Options
): Promise<StagedFile[]> {
  if (name !== "deals" || own.length < 2) return own;
  const held = new Set<StagedFile>();
  for (const f of await suspects(db, own)) {
    if (confirmed.has(f.index)) continue;
    // what replaces a file of the same day under its own name is a correction
    const earlier = own.filter((e) => !held.has(e) && e.drop_date < f.drop_date);
    const found = await rescaled(db, f, earlier);
    if (!found || found.both < settings.bad_rows_min || found.rows < settings.volume_share * found.both) continue;
    held.add(f);
    const dropBefore = earlier.map((e) => e.drop_date).sort().at(-1)!; // prettier-ignore
    results[f.index]!.held = {rows: found.rows, before: found.both, dropBefore, factor: found.factor};
  }
  return leaveOut(db, own, (f) => held.has(f));
}

/** Files whose middle amount is far from that of one before them, oldest first: only their records are compared one by one. */
async function suspects(db: DuckDB, own: readonly StagedFile[]): Promise<StagedFile[]> {
  const rows = await db.rows<{file: number; middle: number}>(
    "select _file as file, cast(median(amount) as double) as middle from reconciling where amount > 0 and _reason is null group by _file"
  );
  const middles = new Map(rows.map(({file, middle}) => [file, middle]));
  const inOrder = [...own].sort((a, b) => (a.drop_date < b.drop_date ? -1 : a.drop_date > b.drop_date ? 1 : a.index - b.index));
  const seen: number[] = [];
  return inOrder.filter((f) => {
    const middle = middles.get(f.index);
    if (middle === undefined) return false;
    const far = seen.some((m) => middle > 10 * m || m > 10 * middle);
    seen.push(middle);
    return far;
  });
}

/** Of the amounts that both a file and earlier ones have: how many, and how many of them are another by the factor that most are. */
async function rescaled(
  db: DuckDB,
  f: StagedFile,
  earlier: readonly StagedFile[]
): Promise<{both: number; rows: number; factor: number} | null> {
  if (!earlier.length) return null;
  // a thousandth may have been rounded
  const counts = factors.map(
    (x, i) => `count(*) filter (abs(now.amount - before.amount * ${x}) <= greatest(0.01, 0.001 * now.amount)) as n${i}`
  );
  const [row] = await db.rows<Record<string, string>>(
    `with before as (
       select _key, cast(last(amount order by _drop_date, _revision) as double) as amount from reconciling
       where _file in (${earlier.map((e) => e.index).join(", ")}) and _reason is null and not _deleted and amount > 0 group by _key
     ), now as (
       select _key, cast(amount as double) as amount from reconciling
       where _file = ${f.index} and _reason is null and not _deleted and amount > 0
     )
     select count(*) as "both", ${counts.join(", ")} from now join before using (_key)`
  );
  const [best] = factors.map((factor, i) => ({factor, rows: Number(row![`n${i}`])})).sort((a, b) => b.rows - a.rows);
  return {...best!, both: Number(row!["both"])};
}

/** What the amounts are of what they were: "a thousandth of", "a hundred times". */
export function factorSaid(factor: number): string {
  const [one, part] = new Map([
    [100, ["a hundred", "a hundredth"]],
    [1000, ["a thousand", "a thousandth"]],
    [1_000_000, ["a million", "a millionth"]]
  ]).get(Math.round(Math.max(factor, 1 / factor)))!;
  return factor > 1 ? `${one} times` : `${part} of`;
}
