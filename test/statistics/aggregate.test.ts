import {describe, expect, it} from "vitest";
import {outlookOf} from "../../loaders/statistics/aggregate.ts";
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

  it("of thousands of deals, open or yet to come, has its middle at its mean and its ends where they belong", () => {
    for (const n of [100, 1000, 10_000, 300_000]) {
      const count = {mean: n, variance: 1.5 * n};
      const coming = outlookOf({values: [], chances: [], count, size: {mean: 20, shape: 0.5}}, 1000);
      const alike = Array.from({length: n}, () => 30);
      const open = outlookOf({values: alike, chances: alike.map(() => 0.25), count: none, size}, 1000);
      for (const found of [coming, open]) {
        // skewed to the right, less so the more there are: a median below the mean by a sixth of the skewness
        const unit = (found.mean + 8 * found.sd) / 1000;
        expect(Math.abs(found.q50 - found.mean), `${n}`).toBeLessThan(0.07 * found.sd + unit / 2);
        expect(Math.abs(found.q95 - found.mean - 1.645 * found.sd), `${n}`).toBeLessThan(0.1 * found.sd + unit);
        expect(Math.abs(found.q05 - found.mean + 1.645 * found.sd), `${n}`).toBeLessThan(0.1 * found.sd + unit);
      }
    }
  });

  it("of usual deals and one that is huge and unlikely tells of the usual ones", () => {
    const usual = {count: {mean: 50, variance: 75}, size: {mean: 10_000, shape: 1}};
    const without = outlookOf({values: [], chances: [], ...usual}, 1000);
    for (const huge of [1e7, 1e9, 1e11]) {
      const found = outlookOf({values: [huge], chances: [0.01], ...usual}, 1000);
      expect(found.mean).toBeCloseTo(without.mean + 0.01 * huge, 0);
      for (const q of ["q05", "q50", "q95"] as const)
        expect(Math.abs(found[q] / without[q] - 1), `${huge} ${q}`).toBeLessThan(0.03);
    }
  });

  it("of deals that are all won is their sum, and where most likely none comes it is 0 at all three", () => {
    const sure = outlookOf({values: [100, 250], chances: [1, 1], count: none, size}, 128);
    for (const q of ["q05", "q50", "q95"] as const) expect(sure[q]).toBeCloseTo(350, 6);
    const rare = outlookOf(
      {values: [100], chances: [0.02], count: {mean: 0.01, variance: 0.01}, size: {mean: 50, shape: 1}},
      128
    );
    expect([rare.q05, rare.q50, rare.q95]).toEqual([0, 0, 0]);
    expect(rare.mean).toBeCloseTo(2.5, 12);
  });

  it("is the same on a coarse grid, where deals are small, as on a fine one", () => {
    for (const [n, shape] of [
      [8, 0.4],
      [30, 1],
      [90, 2],
      [400, 0.3]
    ] as const) {
      const count = {mean: n, variance: 1.4 * n};
      const values = Array.from({length: n}, (_, i) => 5 + (i % 7) ** 2);
      const chances = values.map((_, i) => 0.1 + 0.8 * ((i * 0.37) % 1));
      const prospects = {values, chances, count, size: {mean: 20, shape}};
      const [coarse, fine] = [outlookOf(prospects, 128), outlookOf(prospects, 16_384)];
      const unit = (fine.mean + 8 * fine.sd) / 128;
      for (const q of ["q05", "q50", "q95"] as const)
        expect(Math.abs(coarse[q] - fine[q]), `${n} deals, ${q}`).toBeLessThan(unit / 2 + 0.02 * fine.sd);
    }
  });
});
