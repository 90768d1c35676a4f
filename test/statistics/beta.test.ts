import {describe, expect, it} from "vitest";
import {chanceAtMost, outcomesNeeded, quantileOf} from "../../loaders/statistics/beta.ts";
import {referenceRows, withReference} from "./reference.ts";

describe("beta_cdf and beta_quantile", () => {
  // Computed with mpmath 1.2.1 at 60 digits.
  it.each([
    [0.3, 0.5, 0.5, 0.36901011956554536],
    [1e-10, 0.5, 0.5, 6.366197723781917e-6],
    [0.9999999, 0.5, 0.5, 0.9997986831482798],
    [0.05, 2, 2, 0.00725],
    [0.7, 2, 2, 0.784]
  ])("I_%d(%d, %d) is %d to nine decimals", (x, a, b, expected) => {
    expect(Math.abs(chanceAtMost(x, a, b) - expected)).toBeLessThan(1e-9);
  });

  it.each([
    [1e-12, 2, 2, 5.773503803007904e-7],
    [0.001, 2, 2, 0.01837025385881161],
    [0.05, 2, 2, 0.13535036217158378],
    [0.05, 0.5, 0.5, 0.0061558297024311365],
    [0.999999, 0.5, 0.5, 0.9999999999975326]
  ])("the %d quantile of Beta(%d, %d) is %d to nine decimals", (p, a, b, expected) => {
    expect(Math.abs(quantileOf(p, a, b) - expected)).toBeLessThan(1e-9);
  });

  it("answers tails as small as 3e-20 in their own digits", () => {
    expect(chanceAtMost(1e-10, 2, 2) / 2.9999999998e-20).toBeCloseTo(1, 9);
  });

  it("is not a number for a shape of 0", () => {
    expect(chanceAtMost(0.5, 0, 1)).toBeNaN();
  });

  it.runIf(withReference)("agrees with mpmath on 266 cases with shapes of 0.001 to 20,000", () => {
    const rows = referenceRows("incomplete_beta_mpmath");
    expect(rows.length).toBe(266);
    for (const {kind, a, b, arg, value} of rows) {
      const got = (kind === "cdf" ? chanceAtMost : quantileOf)(Number(arg), Number(a), Number(b));
      expect(Math.abs(got - Number(value)), `${kind} ${a} ${b} ${arg}`).toBeLessThan(1e-9);
    }
  });
});

describe("Jeffreys intervals", () => {
  // Brown, Cai & DasGupta (2001), Statistical Science 16:101-133, Table A.1, n = 7, 95 %.
  it.each([
    [2, 0.065, 0.648],
    [3, 0.139, 0.766],
    [4, 0.234, 0.861]
  ])("of %d in 7 run from %d to %d", (x, lower, upper) => {
    expect(Math.abs(quantileOf(0.025, x + 0.5, 7 - x + 0.5) - lower)).toBeLessThan(0.001);
    expect(Math.abs(quantileOf(0.975, x + 0.5, 7 - x + 0.5) - upper)).toBeLessThan(0.001);
  });
});

describe("outcomesNeeded", () => {
  const one = (alpha: number, beta: number, average: number) => ({
    alpha,
    beta,
    weight: 1,
    mean: alpha / (alpha + beta),
    variance: (alpha * beta) / ((alpha + beta) ** 2 * (alpha + beta + 1)),
    average
  });

  it.each([
    [3, 2, 0.6],
    [1, 1, 0.5],
    [10, 9, 0.65],
    [20, 1, 0.5]
  ])("of the only kind, Beta(%d, %d) against %d, is what counting up finds", (a, b, average) => {
    const tried = Array.from({length: 101}, (_, m) => m).find((m) => 1 - chanceAtMost(average, a + m, b) >= 0.8) ?? null;
    expect(outcomesNeeded(one(a, b, average), 0.8, 0)).toBe(tried);
  });

  it("of one of two kinds is what counting up finds with the composite computed anew", () => {
    // the other kind: Beta(4, 4), weight .6
    const [rest, spread] = [0.6 * 0.5, 0.36 / 36];
    const composite = (m: number) => {
      const [a, b] = [2 + m, 3];
      const mean = rest + (0.4 * a) / (a + b);
      const variance = spread + (0.16 * a * b) / ((a + b) ** 2 * (a + b + 1));
      return {alpha: 2, beta: 3, weight: 0.4, mean, variance, average: 0.5};
    };
    const better = (m: number) => {
      const {mean, variance} = composite(m);
      const size = (mean * (1 - mean)) / variance - 1;
      return 1 - chanceAtMost(0.5, mean * size, (1 - mean) * size);
    };
    const tried = Array.from({length: 101}, (_, m) => m).find((m) => better(m) >= 0.7);
    expect(tried).toBeGreaterThan(1);
    expect(outcomesNeeded(composite(0), 0.7, 0)).toBe(tried);
  });

  it("is never less than the evidence that is missing, rounded up", () => {
    expect(outcomesNeeded(one(20, 1, 0.5), 0.8, 2.1)).toBe(3);
  });

  it("takes evidence that is a rounding error short for whole", () => {
    expect(outcomesNeeded(one(20, 1, 0.5), 0.8, 5 - 1.9999999999999998)).toBe(3);
  });

  it("is null when 100 more are not enough", () => {
    expect(outcomesNeeded(one(1, 60, 0.9), 0.8, 0)).toBeNull();
    expect(outcomesNeeded(one(20, 1, 0.5), 0.8, 100.5)).toBeNull();
  });
});
