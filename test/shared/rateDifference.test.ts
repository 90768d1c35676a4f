import {describe, expect, test} from "vitest";
import {rateDifference, wilson} from "../../src/shared/rateDifference.ts";

const z95 = 1.959963984540054;

describe("the difference of two rates", () => {
  // Newcombe 1998, Statistics in Medicine 17, 873-890, table II, method 10 (95 %).
  test.each([
    [56, 70, 48, 80, 0.0524, 0.3339],
    [9, 10, 3, 10, 0.1705, 0.809],
    [6, 7, 2, 7, 0.0582, 0.8062],
    [5, 56, 0, 29, -0.0381, 0.1926],
    [0, 10, 0, 20, -0.1611, 0.2775],
    [0, 10, 0, 10, -0.2775, 0.2775],
    [10, 10, 0, 20, 0.6791, 1],
    [10, 10, 0, 10, 0.6075, 1]
  ])("of %i/%i and %i/%i has the published interval", (k1, n1, k2, n2, lower, upper) => {
    const found = rateDifference({k: k1, n: n1}, {k: k2, n: n2}, z95)!;
    expect(found.lower).toBeCloseTo(lower, 3);
    expect(found.upper).toBeCloseTo(upper, 3);
  });

  test("is better or worse only where its interval excludes 0, and never equal", () => {
    expect(rateDifference({k: 76, n: 100}, {k: 86, n: 100})!.verdict).toBe("worse");
    expect(rateDifference({k: 86, n: 100}, {k: 76, n: 100})!.verdict).toBe("better");
    expect(rateDifference({k: 4, n: 5}, {k: 4, n: 5})!.verdict).toBe("unclear");
    expect(rateDifference({k: 3, n: 5}, {k: 4, n: 5})!.verdict).toBe("unclear");
  });

  test("is none where one side has no cases", () => {
    expect(rateDifference({k: 0, n: 0}, {k: 1, n: 2})).toBeNull();
    expect(wilson({k: 0, n: 0})).toBeNull();
  });
});
