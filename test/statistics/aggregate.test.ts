import {describe, expect, it} from "vitest";
import {compound, gammaSizes, outlookOf} from "../../loaders/statistics/aggregate.ts";
import bowers from "../fixtures/published/compound_poisson_bowers.json" with {type: "json"};

const sum = (of: ArrayLike<number>) => Array.from(of).reduce((a, b) => a + b, 0);

describe("Panjer's recursion", () => {
  it("gives the published probabilities of a compound Poisson sum (Bowers et al., chapter 12)", () => {
    const found = compound({mean: bowers.mean, variance: bowers.mean}, bowers.claims, 7);
    bowers.probabilities.forEach((p, i) => expect(found[i]).toBeCloseTo(p, 6));
  });

  it("of sizes of one is the count itself: the negative binomial, term by term", () => {
    // mean 2, variance 6: beta = 2, r = 1, a geometric distribution (2/3)^k / 3
    const found = compound({mean: 2, variance: 6}, [0, 1], 40);
    for (let k = 0; k < 10; k++) expect(found[k]).toBeCloseTo((2 / 3) ** k / 3, 12);
  });

  it("loses no probability, also where some sizes are zero", () => {
    expect(sum(compound({mean: 3, variance: 3}, [0.4, 0.35, 0.25], 60))).toBeCloseTo(1, 10);
    expect(sum(gammaSizes(10, 0.7, 1, 400))).toBeCloseTo(1, 10);
  });
});

describe("an outlook", () => {
  const none = {mean: 0, variance: 0};
  const size = {mean: 0, shape: 1};

  it("of two open deals has their four outcomes", () => {
    const found = outlookOf({values: [100, 300], chances: [0.5, 0.2], count: none, size}, 1000);
    expect(found.mean).toBeCloseTo(110, 12);
    expect(found.sd).toBeCloseTo(Math.sqrt(100 ** 2 / 4 + 300 ** 2 * 0.16), 9);
    // 0: .40, 100: .40, 300: .10, 400: .10
    expect(found.q05).toBe(0);
    expect(Math.abs(found.q50 - 100)).toBeLessThan(1);
    expect(Math.abs(found.q95 - 400)).toBeLessThan(1);
  });

  it("of deals to come has mean and deviation of a compound sum", () => {
    const found = outlookOf({values: [], chances: [], count: {mean: 50, variance: 80}, size: {mean: 20, shape: 2}}, 2000);
    expect(found.mean).toBe(1000);
    expect(found.sd).toBeCloseTo(Math.sqrt(50 * 200 + 80 * 400), 9);
    // close to normal: the middle near the mean, the ends 1.645 deviations away
    expect(Math.abs(found.q50 - 1000)).toBeLessThan(0.05 * found.sd + 10);
    expect(Math.abs(found.q95 - 1000 - 1.645 * found.sd)).toBeLessThan(0.15 * found.sd);
  });

  it("of nothing is nothing", () => {
    expect(outlookOf({values: [], chances: [], count: none, size}, 100)).toEqual({mean: 0, sd: 0, q05: 0, q50: 0, q95: 0});
  });
});
