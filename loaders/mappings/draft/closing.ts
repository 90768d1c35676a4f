import {literal, type DuckDB} from "../../engines/duckdb.ts";
import {isDeleted, isPlanned, meaningOf, saysClosed} from "./lexicon/lexicon.ts";
import {areDays, type Profile} from "./profile.ts";

/** How often a day is filled in open and in closed deals. */
export interface Filled {
  profile: Profile;
  open: number;
  closed: number;
}

/** What the words of a status tell of the other columns. */
export interface Closing {
  open: number;
  closed: number;
  days: Filled[];
  /** Unknown words that occur only without a closing day: they mean open. */
  looksOpen: string[];
}

/**
 * Counts for every column of days that isn't planned where it is filled: a day that is there only where the status isn't open
 * is the day of closing, whatever it is called.
 */
export async function lookAtClosing(
  db: DuckDB,
  status: Profile,
  profiles: Profile[],
  answers: ReadonlyMap<string, string>,
  named: string | null
): Promise<Closing> {
  const means = (value: string) => answers.get(`status: ${value}`) ?? meaningOf(value, ["open", "won", "lost"], status.header);
  const words = (...wanted: string[]) =>
    [
      ...status.top.filter((t) => !isDeleted(t.value) && wanted.includes(means(t.value) ?? "")).map((t) => literal(t.value)),
      "''"
    ].join(", ");
  const candidates = profiles.filter(
    (p) => (areDays(p) || p.header === named) && !isPlanned(p.header) && p.header !== status.header
  );
  const counts = candidates.map(
    (_, i) => `count(*) filter (open and day${i}) as o${i}, count(*) filter (closed and day${i}) as c${i}`
  );
  const filled = candidates.map((p, i) => `${p.cell} is not null as day${i}`);
  const read = [`status in (${words("open")}) as open`, `status in (${words("won", "lost")}) as closed`, "*"].join(", ");
  const [found] = await db.rows<Record<string, string>>(
    `select ${["count(*) filter (open) as open", "count(*) filter (closed) as closed", ...counts].join(", ")}
     from (select ${read} from (select ${[`${status.cell} as status`, ...filled].join(", ")} from raw))`
  );
  const n = (name: string) => Number(found![name]);
  const days = candidates.map((profile, i) => ({profile, open: n(`o${i}`), closed: n(`c${i}`)}));
  return {open: n("open"), closed: n("closed"), days, looksOpen: await wordsWithoutDay(db, status, days, means)};
}

/** The day of closing by its values: filled wherever a deal is closed, and hardly where one is open. */
export function closingDay({open, closed, days}: Closing): Filled | null {
  if (!open || !closed) return null;
  const telling = days
    .filter((d) => d.closed >= 0.8 * closed && d.open <= 0.05 * open)
    .sort((a, b) => b.closed - a.closed || a.open - b.open);
  return telling[0] ?? ofTwo(closed, days);
}

/** A day for won deals and another for lost ones, which together are filled in just the closed deals: the one that is filled more. */
function ofTwo(closed: number, days: readonly Filled[]): Filled | null {
  const only = days.filter((d) => d.open === 0 && d.closed > 0).sort((a, b) => b.closed - a.closed);
  return only.find((d) => only.filter((o) => o !== d && o.closed + d.closed === closed).length === 1) ?? null;
}

async function wordsWithoutDay(
  db: DuckDB,
  status: Profile,
  days: Filled[],
  means: (value: string) => string | null
): Promise<string[]> {
  const unknown = status.top.map((t) => t.value).filter((v) => !means(v) && !isDeleted(v) && !saysClosed(v));
  const telling = days.filter((d) => d.closed > 0 && d.open === 0);
  if (!unknown.length || !telling.length) return [];
  const without = telling.map((d) => `count(${d.profile.cell}) = 0`).join(" or ");
  const rows = await db.rows<{word: string}>(
    `select ${status.cell} as word from raw where ${status.cell} in (${unknown.map(literal).join(", ")})
     group by 1 having ${without} order by 1`
  );
  return rows.map((r) => r.word);
}
