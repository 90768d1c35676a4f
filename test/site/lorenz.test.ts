import {describe, expect, test} from "vitest";
import {lorenzPoints, lowerHalf} from "../../src/shared/lorenzPoints.ts";

const member = (net: number, members = 1) => ({net, members});

describe("revenue added up from the smallest", () => {
  test("begins with none of nothing and ends with all of all", () => {
    expect(lorenzPoints({members: [member(60), member(10), member(30)]})).toEqual([
      {who: 0, revenue: 0},
      {who: 1 / 3, revenue: 0.1},
      {who: 2 / 3, revenue: 0.4},
      {who: 1, revenue: 1}
    ]);
  });

  test("counts those that are told as one by how many they are", () => {
    expect(lorenzPoints({members: [member(80), member(20, 3)]})).toEqual([
      {who: 0, revenue: 0},
      {who: 0.75, revenue: 0.2},
      {who: 1, revenue: 1}
    ]);
  });

  test("has no points without revenue", () => expect(lorenzPoints({members: []})).toEqual([]));
});

describe("the smaller half", () => {
  test("brings half where all bring the same", () =>
    expect(lowerHalf(lorenzPoints({members: [member(5), member(5), member(5)]}))).toBeCloseTo(0.5, 12));

  test("ends between two where their number is odd", () =>
    expect(lowerHalf(lorenzPoints({members: [member(60), member(10), member(30)]}))).toBeCloseTo(0.1 + 0.15, 12));

  test("is nobody's without revenue", () => expect(lowerHalf([])).toBe(null));
});
