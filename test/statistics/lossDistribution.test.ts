import {describe, expect, it} from "vitest";
import {lossDistribution, lossMass} from "../../src/shared/lossDistribution.ts";

const heads = (chances: number[]) => {
  const {mass} = lossMass(
    chances.map(() => 1),
    chances
  )!;
  const each = (mass.length - 1) / chances.length;
  return chances.concat(0).map((_, k) => mass[k * each]!);
};

describe("the exact convolution", () => {
  // Hong (2013), CSDA 59:41-51; values of the R package poibin.
  it("is the Poisson-binomial distribution for equal values", () => {
    const small = heads([0.4163448, 0.334027, 0.9689613]);
    [0.0120647, 0.39129134, 0.46189012, 0.13475384].forEach((p, k) => expect(Math.abs(small[k]! - p)).toBeLessThan(1e-8));
    const large = heads([0.9955901, 0.5696224, 0.8272597, 0.3818746, 0.4290036, 0.8707646, 0.8858267, 0.7557183]);
    expect(Math.abs(large[0]! - 4.17079659e-7)).toBeLessThan(1e-12);
    expect(Math.abs(large[2]! - 0.00246250608)).toBeLessThan(1e-9);
    expect(Math.abs(large[7]! - 0.202460933)).toBeLessThan(1e-8);
    expect(Math.abs(large[8]! - 0.0448023378)).toBeLessThan(1e-9);
  });

  it("adds up to 1 whatever the values", () => {
    const {mass} = lossMass([1, 2.5, 1000, 0, 33.33], [0.1, 0.99, 0.5, 0.5, 1])!;
    expect(mass.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 12);
  });
});

describe("a year's loss", () => {
  it("of one partner that falls silent with 10 % is all or nothing", () => {
    const loss = lossDistribution([200], [0.1]);
    expect(loss.expectedLoss).toBeCloseTo(20, 12);
    expect(loss.var95).toBe(200);
    expect(loss.es95).toBeCloseTo(200, 9);
    expect(loss.pLose20).toBeCloseTo(0.1, 12);
  });

  it("has var95 0 where 95 years of 100 lose nothing, and the mean of the worst five as es95", () => {
    const loss = lossDistribution([100], [0.05]);
    expect(loss.var95).toBe(0);
    expect(loss.es95).toBeCloseTo(100, 9);
  });

  it("of two partners can be counted by hand", () => {
    // 60 with .1 and 40 with .2: 0 (.72), 40 (.18), 60 (.08), 100 (.02). F(40) = .90, F(60) = .98.
    const loss = lossDistribution([60, 40], [0.1, 0.2]);
    expect(loss.expectedLoss).toBeCloseTo(14, 12);
    expect(loss.var95).toBeCloseTo(60, 9);
    expect(loss.es95).toBeCloseTo((100 * 0.02 + 60 * 0.03) / 0.05, 9);
    expect(loss.pLose20).toBeCloseTo(0.28, 12);
    expect(loss.curve[40]).toEqual({shareLost: 0.4, probability: loss.pLose20});
    expect(loss.curve[41]!.probability).toBeCloseTo(0.1, 12);
    expect(loss.curve[100]!.probability).toBeCloseTo(0.02, 12);
  });

  it("is the same where some are added to the losses of the others that were found before", () => {
    const values = Array.from({length: 400}, (_, i) => 1 + ((i * 7919) % 1000));
    const chances = values.map((_, i) => ((i * 31) % 90) / 100);
    const staying = values.map((_, i) => [0, 0.1, 0.5 + (i % 5) / 10]);
    const [some, others] = [[3, 150, 399], values.map((_, i) => i).filter((i) => ![3, 150, 399].includes(i))];
    const on = lossMass(values, chances, staying, {only: others})!;
    const [whole, inParts] = [lossMass(values, chances, staying)!, lossMass(values, chances, staying, {only: some, on})!];
    expect(inParts.unit).toBe(whole.unit);
    expect(Math.max(...whole.mass.map((p, n) => Math.abs(p - inParts.mass[n]!)))).toBeLessThan(1e-15);
    expect(whole.mass.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 12);
  });

  it("of thousands of partners alike is the binomial distribution, however little each is of the whole", () => {
    for (const n of [1500, 9000, 15_000, 50_000]) {
      const values = Array.from({length: n}, () => 100);
      const found = lossDistribution(values, values.map(() => 0.1)); // prettier-ignore
      const [mean, sd] = [10 * n, 100 * Math.sqrt(n * 0.1 * 0.9)];
      // near enough normal: the twentieth largest is 1.645 deviations above the mean, the mean of those beyond 2.063
      expect(found.expectedLoss).toBeCloseTo(mean, 4);
      expect(Math.abs(found.var95! - mean - 1.645 * sd), `${n}`).toBeLessThan(0.03 * sd + n / 100);
      expect(Math.abs(found.es95! - mean - 2.063 * sd), `${n}`).toBeLessThan(0.05 * sd + n / 100);
      expect(found.pLose20, `${n}`).toBeLessThan(1e-9);
      expect(found.curve[5]!.probability, `${n}`).toBeGreaterThan(0.999);
    }
  });

  it("of thousands of partners of all sizes, some of which are known to go, adds up in parts as in one", () => {
    const values = Array.from({length: 6000}, (_, i) => (i < 5 ? 3000 : 10 + (i % 7)));
    const chances = values.map((_, i) => 0.05 + ((i * 31) % 40) / 100);
    const staying = values.map(() => [0, 0.2]);
    const some = [0, 4, 17, 5999];
    const others = values.map((_, i) => i).filter((i) => !some.includes(i));
    const on = lossMass(values, chances, staying, {only: others})!;
    const whole = lossDistribution(values, chances, staying);
    const inParts = lossDistribution(values, chances, staying, lossMass(values, chances, staying, {only: some, on}));
    const total = values.reduce((sum, v) => sum + v, 0);
    for (const figure of ["var95", "es95"] as const)
      expect(Math.abs(inParts[figure]! - whole[figure]!) / total).toBeLessThan(2e-4);
    const share = (i: number) => chances[i]! + (1 - chances[i]!) * 0.1;
    const mean = values.reduce((sum, v, i) => sum + v * share(i), 0);
    const {mass, unit} = lossMass(values, chances, staying)!;
    expect(mass.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 9);
    expect(mass.reduce((sum, p, n) => sum + p * n * unit, 0) / mean).toBeCloseTo(1, 3);
  });

  it("of partners of very different sizes, the small likelier to leave, is not below what is to be expected", () => {
    const normals = Array.from({length: 1500}, (_, i) => Math.sqrt(-2 * Math.log((i + 0.5) / 1500)) * Math.cos(2.399963 * i));
    const values = normals.map((z) => Math.exp(2 * z));
    const chances = values.map((v) => (2 / 3) ** (0.4 + 1.5 * v));
    const found = lossDistribution(values, chances);
    const sd = Math.sqrt(values.reduce((sum, v, i) => sum + v * v * chances[i]! * (1 - chances[i]!), 0));
    expect(found.var95! / (found.expectedLoss + 1.645 * sd)).toBeCloseTo(1, 2);
    expect(found.es95! / (found.expectedLoss + 2.063 * sd)).toBeCloseTo(1, 2);
  });

  it("counts a loss of exactly a fifth as one", () => {
    expect(lossDistribution([1, 1, 1, 1, 1], [0.3, 0, 0, 0, 0]).pLose20).toBeCloseTo(0.3, 12);
  });

  it("reaches the whole where thirds don't fill the grid", () => {
    expect(lossDistribution([1, 1, 1], [0.5, 0.5, 0.5]).curve[100]!.probability).toBeCloseTo(0.125, 12);
  });

  it("is unknown where there is nothing to lose", () => {
    expect(lossDistribution([0, 0], [0.5, 0.5])).toEqual({expectedLoss: 0, var95: null, es95: null, pLose20: null, curve: []});
  });

  it("refuses negative values, chances outside 0..1 and lists of different length", () => {
    expect(() => lossDistribution([-1], [0.5])).toThrow(RangeError);
    expect(() => lossDistribution([1], [1.5])).toThrow(RangeError);
    expect(() => lossDistribution([1, 2], [0.5])).toThrow(RangeError);
  });
});
