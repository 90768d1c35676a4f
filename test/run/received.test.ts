import {expect, test} from "vitest";
import {receivedText} from "../../loaders/run/firstStages.ts";

test.each([
  [1, 0, "1 file received so far, now"],
  [3, 0, "3 files received so far, all of them now"],
  [1, 1, "1 file received so far, by earlier runs or by check"],
  [3, 3, "3 files received so far, all of them by earlier runs or by check"],
  [60, 58, "60 files received so far, 58 of them by earlier runs or by check"]
])("of %i files %i were there before: %s", (all, before, text) => {
  expect(receivedText(Array.from({length: all}, (_, i) => ({known: i < before})))).toBe(text);
});
