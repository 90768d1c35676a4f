import {describe, expect, it} from "vitest";
import {conformalWidth} from "../../loaders/statistics/conformal.ts";
import {kupiec} from "../../loaders/statistics/kupiec.ts";
import published from "../fixtures/published/kupiec_1995.json" with {type: "json"};
import {chances} from "../metrics/simulated.ts";

describe("a split-conformal range", () => {
  it("holds the next value 88 to 92 times in 100 at 90 %, whatever the errors are distributed like", () => {
    const {uniform, gamma} = chances(20261126);
    for (const draw of [() => uniform(), () => gamma(0.5), () => gamma(3) ** 2]) {
      let held = 0;
      const trials = 6000;
      for (let i = 0; i < trials; i++) {
        const width = conformalWidth(
          Array.from({length: 19}, () => draw()),
          0.9
        )!;
        if (draw() <= width) held++;
      }
      expect(held / trials).toBeGreaterThan(0.88);
      expect(held / trials).toBeLessThan(0.92);
    }
  });

  it("is the ceil((n + 1) level)-th smallest error, and unknown with too few", () => {
    expect(conformalWidth([5, 1, 4, 2, 3, 9, 8, 7, 6], 0.9)).toBe(9);
    expect(conformalWidth([1, 2, 3, 4, 5, 6, 7, 8], 0.9)).toBeNull();
    expect(conformalWidth([], 0.9)).toBeNull();
  });
});

describe("Kupiec's test of a proportion of failures", () => {
  it.each(published.regions)("does not reject $probability over $trials trials between its published bounds", (region) => {
    const rejects = (failures: number) => kupiec(failures, region.trials, region.probability) > 3.841;
    if (region.above !== null) {
      expect(rejects(region.above)).toBe(true);
      expect(rejects(region.above + 1)).toBe(false);
    }
    expect(rejects(region.below - 1)).toBe(false);
    expect(rejects(region.below)).toBe(true);
  });

  it("is 0 where as many fail as were said to", () => {
    expect(kupiec(5, 100, 0.05)).toBeCloseTo(0, 12);
    expect(kupiec(0, 10, 0.05)).toBeCloseTo(-20 * Math.log(0.95), 9);
  });
});
