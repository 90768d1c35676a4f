import {describe, expect, test} from "vitest";
import {lorenzPoints, lowerHalf} from "../../src/shared/lorenzPoints.ts";

const member = (net: number, members = 1) => ({net, members});

describe("revenue added up from the smallest", () => {
  test("begins with none of nothing and ends with all of all", () => {
    expect(lorenzPoints({n: 3, members: [member(60), member(10), member(30)]})).toEqual([
      {who: 0, revenue: 0},
      {who: 1 / 3, revenue: 0.1},
      {who: 2 / 3, revenue: 0.4},
      {who: 1, revenue: 1}
    ]);
  });

  test("counts those that are told as one by how many they are", () => {
    expect(lorenzPoints({n: 4, members: [member(80), member(20, 3)]})).toEqual([
      {who: 0, revenue: 0},
      {who: 0.75, revenue: 0.2},
      {who: 1, revenue: 1}
    ]);
  });

  test("begins with those that brought nothing, as the Gini index does: of four, the two smallest bring nothing", () => {
    const points = lorenzPoints({n: 4, members: [member(75), member(25)]});
    expect(points).toEqual([
      {who: 0, revenue: 0},
      {who: 0.5, revenue: 0},
      {who: 0.75, revenue: 0.25},
      {who: 1, revenue: 1}
    ]);
    // twice the area between the line and the diagonal, corrected by n / (n - 1): 2 * (4 * 75 + 3 * 25) / 100 / 4 - 5 / 4, times 4 / 3
    const between = points.slice(1).reduce((sum, b, i) => sum + (b.who - points[i]!.who) * (b.revenue + points[i]!.revenue), 0);
    expect(((1 - between) * 4) / 3).toBeCloseTo(((2 * 3.75 - 5) / 4) * (4 / 3), 12);
    expect(lowerHalf(points)).toBe(0);
  });

  test("has no points without revenue", () => expect(lorenzPoints({n: 2, members: []})).toEqual([]));
});

describe("the smaller half", () => {
  test("brings half where all bring the same", () =>
    expect(lowerHalf(lorenzPoints({n: 3, members: [member(5), member(5), member(5)]}))).toBeCloseTo(0.5, 12));

  test("ends between two where their number is odd", () =>
    expect(lowerHalf(lorenzPoints({n: 3, members: [member(60), member(10), member(30)]}))).toBeCloseTo(0.1 + 0.15, 12));

  test("is nobody's without revenue", () => expect(lowerHalf([])).toBe(null));
});
