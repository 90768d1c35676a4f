import {describe, expect, it} from "vitest";
import {chanceToWin, cumulativeIncidence, wonEarly} from "../../loaders/statistics/competingRisks.ts";
import bmt from "../fixtures/published/competing_risks_bmt.json" with {type: "json"};

/** Counts per month, the end `of` as a win and the other one as a loss. */
const counts = (of: number) =>
  [...new Set(bmt.patients.map(([month]) => month!))]
    .sort((a, b) => a - b)
    .map((days) => {
      const there = bmt.patients.filter(([month]) => month === days).map(([, end]) => end!);
      const n = (end: number) => there.filter((e) => e === end).length;
      return {days, won: n(of), lost: n(3 - of), open: n(0)};
    });

describe("competing risks", () => {
  it.each([
    ["relapse", 1, bmt.relapse],
    ["death", 2, bmt.death]
  ])("%s of the patients of Scrucca et al. (2007) has the published cumulative incidence", (_, of, published) => {
    const curve = cumulativeIncidence(counts(of));
    published.forEach((value, i) => expect(curve[i]!.won).toBeCloseTo(value, 4));
  });

  const curve = cumulativeIncidence([
    {days: 10, won: 1, lost: 1, open: 0},
    {days: 20, won: 1, lost: 0, open: 1}
  ]);

  it("a deal that is still open at an age is won with what is left of the incidence, by those still open", () => {
    // four deals: at 10 days one won and one lost; of the two left, one won at 20 days
    expect(curve.map((c) => [c.won, c.open])).toEqual([
      [1 / 4, 1 / 2],
      [1 / 2, 1 / 4]
    ]);
    expect(chanceToWin(curve, 10, 10)).toBeCloseTo(1 / 2, 12);
    expect(chanceToWin(curve, 10, 9)).toBe(0);
    expect(chanceToWin(curve, 0, 100)).toBeCloseTo(1 / 2, 12);
  });

  it("nothing is expected of a deal older than any that closed", () => {
    expect(chanceToWin(curve, 300, 90)).toBe(0);
    const all = cumulativeIncidence([{days: 5, won: 1, lost: 0, open: 0}]);
    expect(chanceToWin(all, 5, 90)).toBe(0);
  });

  it("of deals opened evenly over the horizon, those opened early enough are won before its end", () => {
    // all are won on day 30; of those opened over 90 days, the ones opened on the first 60 are won by then
    expect(wonEarly(cumulativeIncidence([{days: 30, won: 7, lost: 0, open: 0}]), 90)).toBeCloseTo(60 / 90, 12);
    expect(wonEarly(cumulativeIncidence([{days: 30, won: 0, lost: 3, open: 0}]), 90)).toBe(0);
    expect(wonEarly([], 90)).toBe(0);
  });
});
