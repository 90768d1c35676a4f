import {describe, expect, it} from "vitest";
import {qValues} from "../../loaders/statistics/falseDiscovery.ts";

describe("q-values", () => {
  // Benjamini & Hochberg (1995), JRSS B 57:289-300, section 4: 15 p-values of a trial of thrombolysis, four rejected at q = .05.
  const p = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1];

  it("reject the first four hypotheses of the 1995 paper at .05", () => {
    expect(qValues(p).map((q) => q <= 0.05)).toEqual(p.map((_, i) => i < 4));
  });

  it("are p * m / rank, never above those of larger p-values", () => {
    const q = qValues(p);
    expect(q[0]).toBeCloseTo(0.0015, 12);
    expect(q[5]).toBeCloseTo((0.0298 * 15) / 7, 12);
    expect(q[14]).toBe(1);
  });

  it("keep the order in which the p-values came", () => {
    const found = qValues([...p].reverse()).reverse();
    expect(found).toEqual(qValues(p));
  });

  it("are equal for equal p-values", () => {
    expect(qValues([0.01, 0.02, 0.02, 0.9])).toEqual([0.08 / 3, 0.08 / 3, 0.08 / 3, 0.9]);
    expect(qValues([])).toEqual([]);
  });
});
