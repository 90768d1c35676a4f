import {expect, it} from "vitest";
import {inOrder} from "../../loaders/statistics/inOrder.ts";

it("pairs are in the order of their first number, those alike in that of their second, wherever they were", () => {
  const wanted = [
    [1, 2, 2, 10],
    [0.5, 0.1, 0.3, 0.2]
  ];
  expect(inOrder([10, 2, 1, 2], [0.2, 0.3, 0.5, 0.1])).toEqual(wanted);
  expect(inOrder([2, 1, 2, 10], [0.1, 0.5, 0.3, 0.2])).toEqual(wanted);
  expect(inOrder([], [])).toEqual([[], []]);
});
