import {describe, expect, it} from "vitest";
import {manySmall} from "../../src/shared/manySmall.ts";

const total = (mass: Float64Array) => mass.reduce((a, b) => a + b, 0);
const meanOf = (mass: Float64Array) => mass.reduce((sum, p, k) => sum + p * k, 0);

describe("a sum of many small parts", () => {
  it("has the mean, variance and skewness that are asked for", () => {
    for (const skewness of [-0.4, 0, 0.05, 0.7]) {
      const mass = manySmall({mean: 400, variance: 50 ** 2, third: skewness * 50 ** 3}, 1, 1000);
      const mean = meanOf(mass);
      const central = (power: number) => mass.reduce((sum, p, k) => sum + p * (k - mean) ** power, 0);
      expect(total(mass)).toBeCloseTo(1, 12);
      expect(mean).toBeCloseTo(400, 0);
      expect(Math.sqrt(central(2)) / 50).toBeCloseTo(1, 2);
      expect(central(3) / 50 ** 3).toBeCloseTo(skewness, 1);
    }
  });

  it("is the binomial distribution to a thousandth where there are 200 parts", () => {
    const [n, p] = [200, 0.2];
    const found = manySmall({mean: n * p, variance: n * p * (1 - p), third: n * p * (1 - p) * (1 - 2 * p)}, 1, 200);
    let exact = (1 - p) ** n;
    for (let k = 0; k < 100; k++) {
      expect(Math.abs(found[k]! - exact), `${k}`).toBeLessThan(1e-3);
      exact *= ((n - k) / (k + 1)) * (p / (1 - p));
    }
  });

  it("that is certain lies in the nearest cell", () => {
    expect(Array.from(manySmall({mean: 2.3, variance: 0, third: 0}, 1, 5))).toEqual([0, 0, 1, 0, 0]);
    expect(total(manySmall({mean: 2.5, variance: 0, third: 0}, 1, 5))).toBe(1);
  });
});
