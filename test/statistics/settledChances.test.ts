import {describe, expect, it} from "vitest";
import {settledChances} from "../../loaders/statistics/settledChances.ts";

const halfLife = 30;
const fivefold = Math.log(5);
const oddsOf = (p: number) => p / (1 - p);

describe("settledChances", () => {
  it("is the probability itself at the first look", () => {
    expect(settledChances([0.6], [0], [1], halfLife, fivefold)[0]).toBeCloseTo(0.6, 12);
  });

  it("goes half of the way, in log-odds, to a look that comes one half-life later", () => {
    // odds 1, then 4: the average is 2
    const [, second] = settledChances([0.5, 0.8], [0, 30], [1, 1], halfLife, fivefold);
    expect(oddsOf(second!)).toBeCloseTo(2, 12);
  });

  it("starts anew where the odds differ more than fivefold, and not at five times", () => {
    const [, jumped] = settledChances([0.5, 0.9], [0, 30], [1, 1], halfLife, fivefold);
    expect(jumped).toBeCloseTo(0.9, 12);
    const [, held] = settledChances([0.5, 5 / 6], [0, 30], [1, 1], halfLife, fivefold + 1e-12);
    expect(oddsOf(held!)).toBeCloseTo(Math.sqrt(5), 9);
  });

  it("starts anew after a look that does not count, whose own probability it gives back", () => {
    const reconciled = settledChances([0.5, 0.4, 0.6], [0, 30, 60], [1, 0, 1], halfLife, fivefold);
    [0.5, 0.4, 0.6].forEach((p, i) => expect(reconciled[i]).toBeCloseTo(p, 12));
  });

  it("moves the same way whether or not other looks at the same value lie between", () => {
    const whole = settledChances([0.5, 0.8], [0, 30], [1, 1], halfLife, fivefold)[1]!;
    const parts = settledChances([0.5, 0.8, 0.8], [0, 10, 30], [1, 1, 1], halfLife, fivefold)[2]!;
    expect(parts).toBeCloseTo(whole, 12);
  });

  it("takes 0 and 1 for almost 0 and almost 1", () => {
    const [low, high] = [
      settledChances([0], [0], [1], halfLife, fivefold)[0]!,
      settledChances([1], [0], [1], halfLife, fivefold)[0]!
    ];
    expect(low).toBeCloseTo(1e-9, 12);
    expect(high).toBeCloseTo(1 - 1e-9, 12);
  });
});
