import {expect, test} from "vitest";
import {dependencyAnswer, matrixCaption, matrixTitle} from "../../src/copy/people.ts";
import {plain} from "../../src/copy/say.ts";
import {portfolio} from "./portfolios.ts";

test.each([
  [4, 4, 0.75, "Reps and their partners brought 75% of the open pipeline themselves."],
  [9, 4, 0.75, "Reps and their partners brought 75% of the open deals whose origin is known (4 of 9)."],
  [9, 0, null, ""]
])("of %i open deals, the origin of %i known, reps are said to have brought a part of those alone", (deals, known, own, told) => {
  const reps = [{name: "Ann", depends_on: null, pipeline_deals: deals, pipeline_recorded: known, own_share: own}];
  const {paragraphs} = dependencyAnswer(portfolio(1, () => ({reps})));
  expect(paragraphs.map((p) => plain(p).replaceAll("\u00a0", " ")).join("")).toBe(told);
});

test("of a full list of pairs nothing is said of all pairs", () => {
  expect(matrixTitle(202, 920)).toBe("202 of 920 pairs of a person of ours and a partner refer both ways");
  expect(matrixTitle(202, 1000)).toBe(
    "202 of the 1,000 pairs of a person of ours and a partner with the most referrals refer both ways"
  );
  expect([920, 1000].map((pairs) => matrixCaption(pairs).split("; ")[1])).toEqual([
    "the table has all.",
    "the table has the 1,000 pairs with the most."
  ]);
});
