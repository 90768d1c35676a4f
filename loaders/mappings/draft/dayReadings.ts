import type {DuckDB} from "../../engines/duckdb.ts";
import {monthLanguages, type MonthLanguage} from "../engine/dateFormats.ts";
import {monthFormsOf} from "../engine/months.ts";
import {readsSql} from "../engine/times.ts";
import {weekdayFormsOf, weekdayIn} from "../engine/weekdays.ts";
import type {Profile} from "./profile.ts";

/** Two numbers and a third, or the name of a month: what may be a day in some order. */
const dayParts =
  /^(\p{L}{3,9}\.?[ ./,-]+\d{1,2}(st|nd|rd|th|er|[º°ª])?|\d{1,4}(st|nd|rd|th|er|[º°ª])?[ ./,-]+(of )?(\p{L}{3,9}|\d{1,2}))\.?[ ./,-]+\d{1,4}([ ,T].*)?$/u;

/** SQL of which cells, without a weekday as b, have two digits at both ends, and of which ends would be a year before 2010. */
export const leadingYear = {
  two_digits: String.raw`regexp_matches(b, '^\d{1,2}[/.-]\d{1,2}[/.-]\d{2}(\D|$)')`,
  leading_year: String.raw`regexp_matches(b, '^\d{2}[/.-](0?[1-9]|1[0-2])[/.-](0[1-9]|[12]\d|3[01])(\D|$)')`,
  early_front: String.raw`regexp_matches(b, '^0\d[/.-]')`,
  early_end: String.raw`regexp_matches(b, '^\d{1,2}[/.-]\d{1,2}[/.-]0\d(\D|$)')`
};

/**
 * Whether two digits in front of every day may be its year. Years before 2010 tell that the order is wrong: where some front would be one
 * and no end, the days end in their years.
 * @param count in how many cells of the column each of leadingYear holds, and how many are filled
 */
export function yearOf(count: (name: keyof typeof leadingYear | "filled") => number): Profile["year"] {
  if (!count("filled") || count("two_digits") < count("filled")) return null;
  const mayLead = count("leading_year") === count("filled") && (count("early_front") === 0 || count("early_end") > 0);
  return mayLead ? "may lead" : "ends";
}

/** An export writes its years in one place: where the days of one column end in them, so do those of all. */
export const withOneYear = (profiles: Profile[]): Profile[] =>
  profiles.some((p) => p.year === "ends")
    ? profiles.map((p) => (p.year ? {...p, year: "ends", orders: p.orders.filter((o) => o !== "ymd")} : p))
    : profiles;

/**
 * The orders of day and month in which every cell can be read, whatever is between its parts.
 * @param filled SQL of the column's cells, as v
 */
export async function ordersOf(db: DuckDB, filled: string, top: string[]): Promise<("dmy" | "mdy" | "ymd")[]> {
  if (!top.length || !top.every((value) => dayParts.test(weekdayIn(value, [])?.rest ?? value))) return [];
  const orders = ["dmy", "mdy", "ymd"] as const;
  const [found] = await db.rows<Record<string, string>>(
    `select ${orders.map((o) => `count(*) filter (not ${readsSql("v", [o], undefined)}) as ${o}`).join(", ")} ${filled}`
  );
  return orders.filter((o) => Number(found![o]) === 0);
}

/** The languages in which every cell is a day with the name of its month or weekday; only those whose names occur are tried, as trying costs. */
export async function monthLocales(db: DuckDB, filled: string, top: string[]): Promise<MonthLanguage[]> {
  const words = top.map((value) => (/\d/.test(value) ? (value.toLowerCase().match(/\p{L}{2,}/gu) ?? []) : []));
  const possible = words.length ? monthLanguages.filter((l) => words.every((w) => w.some((form) => formsIn(l).has(form)))) : [];
  if (!possible.length) return [];
  const reads = possible.map((l) => `count(*) filter (not ${readsSql("v", ["dmy"], l)}) as ${l}`);
  const [found] = await db.rows<Record<string, string>>(`select count(*) as n, ${reads.join(", ")} ${filled}`);
  return Number(found!.n) ? possible.filter((l) => Number(found![l]) === 0) : [];
}

const forms = new Map<MonthLanguage, Set<string>>();
function formsIn(language: MonthLanguage): Set<string> {
  const known = forms.get(language) ?? new Set([...monthFormsOf(language), ...weekdayFormsOf(language)]);
  forms.set(language, known);
  return known;
}
