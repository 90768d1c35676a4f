import {readFileSync} from "node:fs";
import path from "node:path";
import {describe, expect, it} from "vitest";
import {betaCalibration} from "../../loaders/statistics/betaCalibration.ts";
import {twentieths} from "../../loaders/statistics/twentieths.ts";

const fixture = (name: string): unknown =>
  JSON.parse(readFileSync(path.join(import.meta.dirname, "../fixtures/published", `${name}.json`), "utf8"));

describe("beta calibration", () => {
  type Shapes = Record<"positives" | "negatives", [number, number]>;
  const {maps} = fixture("beta_calibration_2017") as {maps: (Shapes & Record<"a" | "b" | "c", number>)[]};
  const grid = Array.from({length: 2000}, (_, i) => (i + 0.5) / 2000);
  /** The density of Beta(a, b) over the grid, adding up to 1. */
  const density = ([a, b]: [number, number]) => {
    const raw = grid.map((s) => s ** (a - 1) * (1 - s) ** (b - 1));
    const sum = raw.reduce((x, y) => x + y, 0);
    return raw.map((x) => x / sum);
  };

  it.each(maps)("finds the map of scores that follow Beta$positives and Beta$negatives", ({positives, negatives, a, b, c}) => {
    const [good, bad] = [density(positives), density(negatives)];
    const found = betaCalibration(
      grid,
      good.map((x, i) => x + bad[i]!),
      good
    )!;
    expect(found.a).toBeCloseTo(a, 2);
    expect(found.b).toBeCloseTo(b, 2);
    expect(found.c).toBeCloseTo(c, 2);
  });

  it("keeps the order of scores: where that needs a coefficient below 0, it is 0", () => {
    const found = betaCalibration([0.1, 0.5, 0.9], [100, 100, 100], [60, 50, 40])!;
    expect(found.a).toBe(0);
    expect(found.b).toBe(0);
    expect(1 / (1 + Math.exp(-found.c))).toBeCloseTo(0.5, 12);
  });

  it("has no map of no events, or of nothing but events", () => {
    expect(betaCalibration([0.2, 0.4], [5, 5], [0, 0])).toBeNull();
    expect(betaCalibration([0.2, 0.4], [5, 5], [5, 5])).toBeNull();
  });
});

describe("a sample in twentieths", () => {
  it("is itself while it is no larger, in order", () => {
    expect(twentieths([3, 1, 2])).toEqual([1, 2, 3]);
    expect(twentieths([])).toEqual([]);
  });

  it("keeps the mean, and each part the mean of its values", () => {
    const sample = Array.from({length: 50}, (_, i) => i);
    const parts = twentieths(sample);
    expect(parts.length).toBe(20);
    // 2.5 values a part: 0, 1 and half of 2
    expect(parts[0]).toBeCloseTo((0 + 1 + 0.5 * 2) / 2.5, 12);
    expect(parts.reduce((a, b) => a + b, 0) / 20).toBeCloseTo(24.5, 12);
  });
});
