import {describe, expect, it} from "vitest";
import {gammaPrior} from "../../loaders/statistics/gammaPrior.ts";

describe("the gamma prior of yearly rates", () => {
  it("has shape and rate 1/2 without any event", () => {
    expect(gammaPrior([0, 0, 0], [1, 2, 3])).toEqual({shape: 0.5, rate: 0.5});
  });

  it("has shape 1/2 around the pooled rate below five partners", () => {
    expect(gammaPrior([2, 4], [1, 2])).toEqual({shape: 0.5, rate: 0.25});
  });

  it("follows the moments from five partners on", () => {
    // Rates 0, 0, 0, 0, 10 in one year each: m = 2; apart = 4*4 + 64 = 80; t2 = (80 - 4*2) / (5 - 1) = 18; shape = 4/18 -> .25.
    expect(gammaPrior([0, 0, 0, 0, 10], [1, 1, 1, 1, 1])).toEqual({shape: 0.25, rate: 0.125});
    // Rates 0, 1, 2, 3, 9: m = 3; apart = 9+4+1+0+36 = 50; t2 = (50 - 12) / 4 = 9.5; shape = 9 / 9.5.
    expect(gammaPrior([0, 1, 2, 3, 9], [1, 1, 1, 1, 1]).shape).toBeCloseTo(9 / 9.5, 12);
    expect(gammaPrior([0, 1, 2, 3, 9], [1, 1, 1, 1, 1]).rate).toBeCloseTo(9 / 9.5 / 3, 12);
  });

  it("weighs partners by their years", () => {
    // T = 1, 1, 1, 1, 4, x = 0, 1, 2, 3, 18: m = 3; apart = 9+4+1+0+4*2.25 = 23; t2 = (23 - 12) / (8 - 20/8) = 2; shape = 4.5.
    const prior = gammaPrior([0, 1, 2, 3, 18], [1, 1, 1, 1, 4]);
    expect(prior.shape).toBeCloseTo(4.5, 12);
    expect(prior.rate).toBeCloseTo(1.5, 12);
  });

  it("has shape 10 where partners differ no more than chance", () => {
    expect(gammaPrior([2, 2, 2, 2, 2], [1, 1, 1, 1, 1])).toEqual({shape: 10, rate: 5});
  });

  it("leaves out partners that began on the day", () => {
    expect(gammaPrior([2, 4, 9], [1, 2, 0])).toEqual({shape: 0.5, rate: 0.25});
  });
});
