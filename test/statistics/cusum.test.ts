import {describe, expect, it} from "vitest";
import {cusum, declineOf} from "../../loaders/statistics/cusum.ts";

// Montgomery, Introduction to Statistical Quality Control, Example 9.1: target 10, k = .5, h = 5.
const observed = [
  9.45, 7.99, 9.29, 11.66, 12.16, 10.18, 8.04, 11.46, 9.2, 10.34, 9.03, 11.47, 10.51, 9.4, 10.08, 9.37, 10.62, 10.31, 8.52, 10.84,
  10.9, 9.33, 12.29, 11.5, 10.6, 11.08, 10.38, 11.62, 11.31, 10.52
];
const above = [
  0, 0, 0, 1.16, 2.82, 2.5, 0.04, 1, 0, 0, 0, 0.97, 0.98, 0, 0, 0, 0.12, 0, 0, 0.34, 0.74, 0, 1.79, 2.79, 2.89, 3.47, 3.35, 4.47,
  5.28, 5.3
];

describe("the cumulative sum", () => {
  it("is that of Montgomery's Example 9.1, upwards, with its signal in period 29", () => {
    const found = cusum(observed.map((x) => x - 10 - 0.5));
    found.forEach((c, i) => expect(Math.abs(c - above[i]!), `period ${i + 1}`).toBeLessThan(0.0051));
    expect(found.findIndex((c) => c >= 5) + 1).toBe(29);
  });

  it("is that of Montgomery's Example 9.1 downwards in the periods that leave 0", () => {
    const found = cusum(observed.map((x) => 10 - 0.5 - x));
    for (const [period, c] of [
      [1, 0.05],
      [2, 1.56],
      [3, 1.77],
      [4, 0],
      [7, 1.46],
      [19, 0.98],
      [22, 0.17]
    ] as const)
      expect(found[period - 1], `period ${period}`).toBeCloseTo(c, 9);
  });

  it("equals S_i - min(0, the least of S_1 to S_i), the form without recursion", () => {
    const steps = observed.map((x) => x - 10.3);
    const sums = steps.map((_, i) => steps.slice(0, i + 1).reduce((a, b) => a + b, 0));
    cusum(steps).forEach((c, i) => expect(c).toBeCloseTo(sums[i]! - Math.min(0, ...sums.slice(0, i + 1)), 9));
  });

  it("of nothing is nothing", () => {
    expect(cusum([])).toEqual([]);
  });
});

describe("a dated decline", () => {
  // A mean of 4 ln 2 makes every step 2 - count.
  const mean = 4 * Math.LN2;

  it("runs from the step that left 0 and signals at the threshold", () => {
    // Counts, oldest first: 3, 0, 1, 0, 0: levels 0, 2, 3, 5, 7.
    const totals = [14, 14, 14, 13, 13, 10];
    expect(declineOf(totals, mean, 5 - 1e-9)).toEqual({level: expect.closeTo(7, 9) as number, from: 2, signal: 4});
    expect(declineOf(totals, mean, 8)).toMatchObject({from: 2, signal: null});
  });

  it("is over when the sum is 0 again, whatever it was before", () => {
    expect(declineOf([99, 0, 0, 0, 0, 0], mean, 5)).toEqual({level: 0, from: 6, signal: null});
  });
});
