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
  if (name !== "deals" || new Set(own.map((f) => f.drop_date)).size < 2) return own;
  await keepJumping(db);
  const held = new Set<StagedFile>();
  const free = new Set(own.filter((f) => !confirmed.has(f.index)));
  for (;;) {
    const rescaled = await rescaledIn(db, [...held], settings.bad_rows_min);
    const next = inOrder([...free]).find((f) => rescaled.has(f.index));
    if (!next) break;
    free.delete(next);
    // what replaces a file of the same day under its own name is a correction
    const earlier = own.filter((e) => !held.has(e) && e.drop_date < next.drop_date);
    const before = await inBoth(db, next, earlier);
    const {rows, factor} = rescaled.get(next.index)!;
    if (2 * rows <= before) continue;
    held.add(next);
    results[next.index]!.held = {rows, before, dropBefore: inOrder(earlier).at(-1)!.drop_date, factor};
  }
  await db.run("drop table jumping");
  return leaveOut(db, own, (f) => held.has(f));
}

const counts = "_reason is null and not _deleted and amount > 0";

const inOrder = (files: StagedFile[]): StagedFile[] =>
  files.sort((a, b) => (a.drop_date < b.drop_date ? -1 : a.drop_date > b.drop_date ? 1 : a.index - b.index));

const list = (files: readonly StagedFile[]): string => files.map((f) => f.index).join(", ");

/** Table `jumping`: the versions of the deals whose amounts are far from each other, which few are; only those are compared one by one. */
const keepJumping = (db: DuckDB): Promise<void> =>
  db.run(
    `create or replace temp table jumping as
     select _file, _key, _drop_date, _revision, cast(amount as double) as amount from reconciling where ${counts} and _key in
       (select _key from reconciling where ${counts} group by _key having max(cast(amount as double)) > 50 * min(amount))`
  );

/**
 * SQL of whether an amount is the factor times what it was. The smaller of the two may have been rounded, as "12.3" thousand; to whole ones
 * only from two on, since many an amount is about a thousand times one.
 */
function isRescaled(factor: number): string {
  const [small, large, part] = factor < 1 ? ["now", "before", factor] : ["before", "now", 1 / factor];
  const rounded = (digits: number, least: number) =>
    `(${small}.amount >= ${least} and ${small}.amount = round(${small}.amount, ${digits})
      and abs(${small}.amount - ${large}.amount * ${part}) <= ${0.5 / 10 ** digits} + 1e-6)`;
  const near = `abs(now.amount - before.amount * ${factor}) <= greatest(0.01, 0.001 * now.amount)`;
  return factor === 100 || factor === 1 / 100 ? near : `${near} or ${rounded(1, 0.1)} or ${rounded(0, 2)}`;
}

/** How many amounts of each file are another than in the drop before by the factor that most of them are, where they are enough. */
async function rescaledIn(
  db: DuckDB,
  held: readonly StagedFile[],
  least: number
): Promise<Map<number, {rows: number; factor: number}>> {
  const counted = factors.map((x, i) => `count(*) filter (${isRescaled(x)}) as n${i}`);
  const rows = await db.rows<{file: number} & Record<string, string>>(
    `with taken as (from jumping${held.length ? ` where _file not in (${list(held)})` : ""}),
     before as (select _key, _drop_date, last(amount order by _revision) as amount from taken group by all)
     select now._file as file, ${counted.join(", ")}
     from taken as now asof join before on now._key = before._key and now._drop_date > before._drop_date group by all`
  );
  return new Map(
    rows.flatMap((row) => {
      const [best] = factors.map((factor, i) => ({factor, rows: Number(row[`n${i}`])})).sort((a, b) => b.rows - a.rows);
      return best!.rows < least ? [] : [[row.file, best!]];
    })
  );
}

/** How many amounts of a file are in earlier ones too. */
async function inBoth(db: DuckDB, f: StagedFile, earlier: readonly StagedFile[]): Promise<number> {
  const [row] = await db.rows<{n: string}>(
    `select count(*) as n from reconciling where _file = ${f.index} and ${counts} and _key in
       (select _key from reconciling where _file in (${list(earlier)}) and ${counts})`
  );
  return Number(row!.n);
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
