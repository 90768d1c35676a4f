import {expect, test} from "vitest";
import {differenceText} from "../../src/tables/figureTexts.ts";

test("a difference of shares is told in points with its sign, one of them as one point", () => {
  expect([-0.01, 0.01, 0.023, -0.2, 0.0001].map((by) => differenceText(by, "share", null))).toEqual([
    "−1 point",
    "+1 point",
    "+2.3 points",
    "−20 points",
    "no change"
  ]);
});
