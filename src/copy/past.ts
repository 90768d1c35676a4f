import type {About, Grade, Partner, RowOf} from "../contract/index.js";
import type {Past} from "../contract/past.js";
import {capital, counted, decimal, longDate, money, percent, period, whole, withRange} from "../shared/formats.js";
import {gradeText} from "./grades.js";
import {inBands, summed} from "./money.js";
import {gradeNames, verdictNames} from "./names.js";
import {say} from "./say.js";

/* The words of the site at an earlier date: every figure as today's definitions and records make it. */

export type PastRow = RowOf<Past["partners"]>;

export const asOfMenu = "As of another date";
export const backToNow = (day: string): string => `Back to ${longDate(day)}`;

/** On a page whose other figures, above and below, are those of now. */
export const nowAround = (day: string): string => `All else on this page is as of ${longDate(day)}.`;

/**
 * What a page says whose address asks for an earlier date, and that shows today's figures all the same; "" where it shows what is asked for.
 * @param days the dates that there are figures of, oldest first, the last of them now
 */
export function notThen(asked: string | null, days: readonly string[], isLoaded: boolean): string {
  const now = days.at(-1);
  if (!asked || now === undefined || asked === now || isLoaded) return "";
  const instead = `all on this page is as of ${longDate(now)}`;
  return days.includes(asked)
    ? `The figures as of ${longDate(asked)} could not be loaded: ${instead}. Reload the page to try again.`
    : `The address asks for a date without figures: ${instead}.`;
}

/** Why figures of then may differ from what was published then. */
export const restated = (day: string): string =>
  `As of ${longDate(day)}, by today’s definitions and records: what was corrected or delivered since is in it.`;

const gradedOf = (rows: readonly PastRow[], grade: Grade) => rows.filter((row) => row.grade === grade).length;

/** The finding of the overview at an earlier date. */
export function pastHeadline(rows: readonly PastRow[], day: string): string {
  const rated = rows.filter((row) => row.score !== null && row.grade !== "unproven").length;
  return rated === 0
    ? `${longDate(day)}: ${counted(rows.length, "partner")}, none with enough data to rate`
    : `${longDate(day)}: ${whole(gradedOf(rows, "trusted"))} of ${counted(rows.length, "partner")} trusted, ${whole(gradedOf(rows, "at_risk"))} at risk`;
}

/** As many equal partners as would be as concentrated. */
function effective(rows: readonly PastRow[]): number | null {
  const values = rows.map((row) => Math.max(0, row.revenue));
  const sum = values.reduce((a, b) => a + b, 0);
  const squares = values.reduce((a, b) => a + b * b, 0);
  return squares > 0 ? (sum * sum) / squares : null;
}

const total = (rows: readonly PastRow[], of: (row: PastRow) => number | null) =>
  rows.reduce((sum, row) => sum + (of(row) ?? 0), 0);

/** The key numbers of the overview at an earlier date. */
export function pastNumbers(rows: readonly PastRow[], windowDays: number, about: Pick<About, "amounts" | "currency">) {
  // of bands it would be a number of their lower ends, beside that of today, which is exact
  const n = inBands(about) ? null : effective(rows);
  const largest = rows.reduce<PastRow | null>((a, b) => (a === null || b.revenue > a.revenue ? b : a), null);
  return [
    {value: whole(gradedOf(rows, "trusted")), unit: "trusted", note: say`of ${counted(rows.length, "partner")}`},
    {
      value: summed(
        total(rows, (row) => row.revenue),
        about
      ),
      unit: "revenue",
      note: say`through partners in ${period(windowDays)}`
    },
    {
      value: largest?.share ? percent(largest.share) : "–",
      unit: largest?.share ? "from the largest" : "",
      note: largest?.share
        ? say`${{id: largest.id, name: largest.name}}${n === null ? "" : `; equivalent to ${decimal(n)} equal ${decimal(n) === "1" ? "partner" : "partners"}`}`
        : say`no revenue`
    },
    {
      value: `${whole(total(rows, (row) => row.received))} : ${whole(total(rows, (row) => row.given))}`,
      unit: "referrals",
      note: say`received and sent in ${period(windowDays)}`
    },
    {
      value: rows.every((row) => row.expected_loss === null)
        ? "–"
        : summed(
            total(rows, (row) => row.expected_loss),
            about
          ),
      unit: "expected loss by inactivity",
      note: say`in the year after`
    }
  ];
}

/** The numbers of one partner at an earlier date, each with what it is now. */
export function pastFigures(row: PastRow, now: Partner, currency: string | null) {
  const score = (d: {score: number | null; lower: number | null; upper: number | null}) =>
    d.score === null ? "not rated" : withRange(d.score, d.lower ?? 0, d.upper ?? 0);
  const silent = (p: number | null) => (p === null ? "–" : percent(p));
  return [
    {
      value: row.score === null ? "–" : whole(row.score),
      unit: row.score === null ? "" : `(${whole(row.lower ?? 0)} to ${whole(row.upper ?? 0)})`,
      note: say`trust score; ${gradeText(row, row.average) ?? "not rated"}; now ${score(now)}`
    },
    {value: money(row.revenue, currency), unit: "revenue", note: say`now ${money(now.revenue, currency)}`},
    {
      value: `${whole(row.received)} : ${whole(row.given)}`,
      unit: "referrals",
      note: say`received and sent, ${verdictNames[row.verdict]}; now ${whole(now.received)} : ${whole(now.given)}`
    },
    {
      value: silent(row.p_silent),
      unit: "inactivity",
      note: say`probability of no won deal in the year after; now ${silent(now.p_silent)}`
    }
  ];
}

/** The verdict of then: the grade with its score, and where they were from now. */
export function pastVerdict(row: PastRow, now: Partner): string {
  const graded = (d: Pick<PastRow, "grade" | "score" | "lower" | "upper">) =>
    d.grade === null || d.score === null || d.grade === "unproven" || d.grade === "not_rated"
      ? "not enough data to rate"
      : `${gradeNames[d.grade]}, trust score ${withRange(d.score, d.lower ?? 0, d.upper ?? 0)}`;
  return `${capital(graded(row))}. Now: ${graded(now)}.`;
}

/** A partner that was not there yet. */
export const notYet = (name: string, day: string): string => `${name} was no partner yet on ${longDate(day)}.`;
export const pastTable = (day: string): string => `All partners as of ${longDate(day)}`;
