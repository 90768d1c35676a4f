import {expect, test} from "vitest";
import {remembered} from "../../loaders/statistics/remembered.ts";

/** A function that counts how often it is asked. */
function counted(kept?: number) {
  let calls = 0;
  const f = remembered((a: number[], b: number[]) => ({answer: JSON.stringify([a, b]), call: ++calls}), kept);
  return {f, calls: () => calls};
}

test("the same numbers are answered from memory", () => {
  const {f, calls} = counted();
  expect(f([1, 2], [0.1])).toBe(f([1, 2], [0.1]));
  expect(calls()).toBe(1);
});

test("numbers that differ in a bit, in their order or in the list that they are in are other ones", () => {
  const {f, calls} = counted();
  const asked = [[[1], [2, 3]], [[1, 2], [3]], [[2], [1, 3]], [[1], [2, 3 + 2 ** -51]], [[0], []], [[-0], []], [[], [0]]] as const; // prettier-ignore
  for (const [a, b] of asked) f([...a], [...b]);
  expect(calls()).toBe(asked.length);
});

test("what was not asked about lately is forgotten, what was is kept", () => {
  const {f, calls} = counted(200);
  f([0], []);
  for (let n = 1; n <= 50; n++) {
    f([n], []);
    f([0], []);
  }
  expect(calls()).toBe(51);
  f([1], []);
  expect(calls()).toBe(52);
});
