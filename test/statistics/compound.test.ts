import {describe, expect, it} from "vitest";
import {compound, type Count} from "../../loaders/statistics/compound.ts";
import {gammaSizes} from "../../loaders/statistics/gammaSizes.ts";
import bowers from "../fixtures/published/compound_poisson_bowers.json" with {type: "json"};

const sum = (of: ArrayLike<number>) => Array.from(of).reduce((a, b) => a + b, 0);

/** Another way to the same numbers: Panjer (1981), ASTIN Bulletin 12:22-26. */
function recursion({mean, variance}: Count, sizes: ArrayLike<number>, cells: number): number[] {
  const beta = variance / mean - 1;
  const [a, b] = beta > 1e-9 ? [beta / (1 + beta), (mean - beta) / (1 + beta)] : [0, mean];
  const found = [beta > 1e-9 ? (1 + beta * (1 - sizes[0]!)) ** (-mean / beta) : Math.exp(mean * (sizes[0]! - 1))];
  for (let s = 1; s < cells; s++) {
    let next = 0;
    for (let y = 1; y <= Math.min(s, sizes.length - 1); y++) next += (a + (b * y) / s) * sizes[y]! * found[s - y]!;
    found.push(next / (1 - a * sizes[0]!));
  }
  return found;
}

const farthest = (one: ArrayLike<number>, other: readonly number[]) => Math.max(...other.map((p, i) => Math.abs(p - one[i]!)));

describe("a compound sum", () => {
  it("has the published probabilities of a compound Poisson sum (Bowers et al., chapter 12)", () => {
    const found = compound({mean: bowers.mean, variance: bowers.mean}, bowers.claims, 7);
    bowers.probabilities.forEach((p, i) => expect(found[i]).toBeCloseTo(p, 6));
  });

  it("of sizes of one is the count itself: the negative binomial, term by term", () => {
    // mean 2, variance 6: beta = 2, r = 1, a geometric distribution (2/3)^k / 3
    const found = compound({mean: 2, variance: 6}, [0, 1], 40);
    for (let k = 0; k < 40; k++) expect(found[k]).toBeCloseTo((2 / 3) ** k / 3, 12);
  });

  it("loses no probability, also where some sizes are zero", () => {
    expect(sum(compound({mean: 3, variance: 3}, [0.4, 0.35, 0.25], 60))).toBeCloseTo(1, 10);
  });

  it("has the probabilities that the recursion gives, of few deals or many, alike or not", () => {
    for (const mean of [0.01, 0.8, 3, 40, 300])
      for (const spread of [1, 1.5, 20])
        for (const shape of [0.2, 1, 6])
          for (const cells of [128, 1000]) {
            const count = {mean, variance: spread * mean};
            const unit = (mean + 8 * Math.sqrt(mean / shape + count.variance)) / cells;
            const sizes = gammaSizes(1, shape, unit, cells);
            const apart = farthest(compound(count, sizes, cells), recursion(count, sizes, cells));
            expect(apart, JSON.stringify({count, shape, cells})).toBeLessThan(1e-13);
          }
  });

  it("has the probabilities of the sum of both where another is added", () => {
    // a fair coin thrown twice
    const found = compound({mean: 0, variance: 0}, [1], 8, [0.25, 0.5, 0.25]);
    [0.25, 0.5, 0.25, 0, 0].forEach((p, i) => expect(found[i]).toBeCloseTo(p, 12));
    const both = compound({mean: 2, variance: 2}, [0, 1], 12, [0, 0.5, 0.5]);
    const poisson = (k: number) => (k < 0 ? 0 : (Math.exp(-2) * 2 ** k) / [1, 1, 2, 6, 24, 120, 720][k]!);
    for (let k = 0; k < 7; k++) expect(both[k]).toBeCloseTo((poisson(k - 1) + poisson(k - 2)) / 2, 12);
  });
});

describe("sizes of a gamma distribution", () => {
  it("keep their mean on a grid of any fineness, and lose no probability", () => {
    for (const shape of [0.2, 0.7, 1, 4])
      for (const unit of [0.1, 1, 4]) {
        const sizes = gammaSizes(10, shape, unit, 20_000);
        expect(sum(sizes)).toBeCloseTo(1, 9);
        expect(sum(sizes.map((p, k) => p * k * unit))).toBeCloseTo(10, 7);
      }
  });

  it("are those of an exponential distribution, whose tails are known", () => {
    // the share of a size beyond k units is exp(-k/10); what is between two cells is split by nearness
    const sizes = gammaSizes(10, 1, 1, 300);
    const within = (k: number) => 10 * (1 - Math.exp(-k / 10));
    for (const k of [1, 2, 25]) expect(sizes[k]).toBeCloseTo(2 * within(k) - within(k - 1) - within(k + 1), 13);
  });
});
