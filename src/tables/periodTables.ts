import type {RowOf} from "../contract/index.js";
import type {Past} from "../contract/past.js";
import {rangeBar} from "../charts/shareBar.js";
import {gradeNames, verdictNames} from "../copy/names.js";
import {periodCaption} from "../copy/narrowing.js";
import {money, percent} from "../shared/formats.js";
import {nameColumn} from "./figureTables.js";
import {table, type Column} from "./table.js";
import {differenceText} from "./figureTexts.js";

/* Partners at the end of a quarter, and now. */

type PastRow = RowOf<Past["partners"]>;

/** A partner now, and then; it may not have been there yet. */
export interface ThenNow {
  id: string;
  name: string;
  then: PastRow | null;
  now: PastRow;
}

/** What a page compares. */
export type PeriodFigures = keyof typeof periodCaption;

interface Reading {
  currency: string | null;
  days: number;
}

const amount = (label: string, of: (d: ThenNow) => number | null, currency: string | null, narrow = true): Column<ThenNow> => ({
  label,
  value: of,
  show: (d) => money(of(d), currency),
  numeric: true,
  narrow
});
const part = (label: string, of: (d: ThenNow) => number | null, narrow = false): Column<ThenNow> => ({
  label,
  value: of,
  show: (d) => percent(of(d)),
  numeric: true,
  narrow
});
const number = (label: string, of: (d: ThenNow) => number | null): Column<ThenNow> => ({
  label,
  value: of,
  numeric: true
});
const range = (label: string, of: (d: ThenNow) => PastRow | null): Column<ThenNow> => ({
  label,
  value: (d) => of(d)?.score ?? null,
  show: (d) => {
    const row = of(d);
    return rangeBar(row?.score ?? null, row?.lower ?? null, row?.upper ?? null, row?.grade === "unproven");
  },
  numeric: true,
  narrow: true
});

const difference = (then: number | null | undefined, now: number | null): number | null =>
  then === null || then === undefined || now === null ? null : now - then;

const graded = (label: string, of: (d: ThenNow) => PastRow | null): Column<ThenNow> => ({
  label,
  value: (d) => {
    const grade = of(d)?.grade ?? null;
    return grade === null ? null : gradeNames[grade];
  }
});

const balance = (label: string, of: (d: ThenNow) => PastRow | null): Column<ThenNow> => ({
  label,
  value: (d) => {
    const row = of(d);
    return row ? verdictNames[row.verdict] : null;
  },
  narrow: true
});

const then = (d: ThenNow) => d.then;
const now = (d: ThenNow) => d.now;

const columns: Record<PeriodFigures, (reading: Reading) => Column<ThenNow>[]> = {
  scores: () => [
    range("Score then", then),
    range("Score now", now),
    {
      label: "Since then",
      value: (d) => difference(d.then?.score, d.now.score),
      show: (d) => differenceText(difference(d.then?.score, d.now.score), "score", null),
      numeric: true,
      narrow: true
    },
    graded("Grade then", then),
    graded("Grade now", now)
  ],
  referrals: () => [
    number("Received then", (d) => d.then?.received ?? null),
    number("Received now", (d) => d.now.received),
    number("Sent then", (d) => d.then?.given ?? null),
    number("Sent now", (d) => d.now.given),
    balance("Balance then", then),
    balance("Balance now", now)
  ],
  revenue: ({currency}) => [
    amount("Revenue then", (d) => d.then?.revenue ?? null, currency),
    amount("Revenue now", (d) => d.now.revenue, currency),
    {
      label: "Since then",
      value: (d) => difference(d.then?.revenue, d.now.revenue),
      show: (d) => differenceText(difference(d.then?.revenue, d.now.revenue), "money", currency),
      numeric: true,
      narrow: true
    },
    part("Share then", (d) => d.then?.share ?? null),
    part("Share now", (d) => d.now.share)
  ],
  loss: ({currency}) => [
    part("Share then", (d) => d.then?.share ?? null, true),
    part("Share now", (d) => d.now.share, true),
    part("Probability of inactivity then", (d) => d.then?.p_silent ?? null),
    part("Probability of inactivity now", (d) => d.now.p_silent),
    amount("Expected loss then", (d) => d.then?.expected_loss ?? null, currency, false),
    amount("Expected loss now", (d) => d.now.expected_loss, currency)
  ]
};

/** Partners at the end of a quarter and now, those with the largest revenue first. */
export const periodTable = (rows: readonly ThenNow[], figures: PeriodFigures, day: string, reading: Reading): Node =>
  table(rows, {
    caption: periodCaption[figures](day, reading.days),
    file: `partners-${day}-and-now`,
    find: "Find a partner",
    first: 10,
    empty: "No partners in the data.",
    columns: [nameColumn<ThenNow>(), ...columns[figures](reading)]
  });
