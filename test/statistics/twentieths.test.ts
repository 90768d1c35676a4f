import {expect, test} from "vitest";
import {twentieths} from "../../loaders/statistics/twentieths.ts";

test("no mean of a part passes the least or greatest of it: shares of 1 stay 1, however many there are", () => {
  for (let n = 21; n < 400; n++) expect(Math.max(...twentieths(Array<number>(n).fill(1)))).toBe(1);
});

test("the mean of all parts is that of the sample", () => {
  const sample = Array.from({length: 63}, (_, i) => ((i * 37) % 101) / 101);
  const mean = (list: number[]) => list.reduce((a, b) => a + b, 0) / list.length;
  expect(mean(twentieths(sample))).toBeCloseTo(mean(sample), 12);
});

test("a sample of twenty or fewer stays as it is", () => expect(twentieths([0.5, 0.1])).toEqual([0.1, 0.5]));
