import {expect, test} from "vitest";
import {dependencyAnswer, matrixAnswer, matrixCaption, matrixTitle, peopleHeadline} from "../../src/copy/people.ts";
import {plain} from "../../src/copy/say.ts";
import {portfolio} from "./portfolios.ts";

test.each([
  [4, 4, 0.75, "75% of the open deals of this rep were brought by the rep or the rep’s partners."],
  [9, 4, 0.75, "75% of the open deals of this rep whose origin is known (4 of 9) were brought by the rep or the rep’s partners."],
  [9, 0, null, ""]
])("of %i open deals, the origin of %i known, reps are said to have brought a part of those alone", (deals, known, own, told) => {
  const reps = [{name: "Ann", net: 100, depends_on: null, pipeline_deals: deals, pipeline_recorded: known, own_share: own}];
  const {paragraphs} = dependencyAnswer(portfolio(1, () => ({reps})));
  expect(paragraphs.map((p) => plain(p).replaceAll("\u00a0", " ")).join("")).toBe(told);
});

test("what reps brought is told of the open deals of the reps listed, not of all", () => {
  const rep = {net: 100, depends_on: null, pipeline_deals: 2, pipeline_recorded: 2, own_share: 0.5};
  const f = portfolio(1, () => ({reps: ["Ann", "Bob"].map((name) => ({...rep, name}))}));
  expect(plain(dependencyAnswer(f).paragraphs.at(-1)!)).toBe(
    "50% of the open deals of these reps were brought by the rep or the rep’s partners."
  );
});

test("reps whose won deals bring no net revenue are no part of the reps that depend on one, and are told", () => {
  const rep = (name: string, net: number, depends_on: string | null) => ({
    ...{name, net, depends_on, pipeline_deals: 0, pipeline_recorded: 0, own_share: null}
  });
  const told = (...reps: ReturnType<typeof rep>[]) => {
    const {finding, paragraphs} = dependencyAnswer(portfolio(1, () => ({reps})));
    return [finding, ...paragraphs].map((s) => plain(s).replaceAll("\u00a0", " ")).filter(Boolean);
  };
  expect(told(rep("Ann", 90, "both"), rep("Bob", 10, null), rep("Cem", -5, "both"), rep("Dan", 0, null))).toEqual([
    "One of 2 reps depends on one customer or partner",
    "At least 50% of what they won in 12 months comes from one: Ann.",
    "Not counted: 2 reps with won deals that bring no net revenue."
  ]);
  expect(told(rep("Ann", 90, null), rep("Cem", -5, "both"))).toEqual([
    "The only rep with net revenue depends on no single customer or partner",
    "Not counted: 1 rep with won deals that bring no net revenue."
  ]);
  expect(told(rep("Cem", -5, "both"))).toEqual(["No rep has net revenue in 12 months"]);
});

test("two people of ours with one name are two", () => {
  const matrix = [1, 2, 2].map((person) => ({ours: "Ann", person}));
  expect(plain(matrixAnswer(portfolio(1, () => ({matrix}))).finding)).toBe("Two people of ours exchange referrals with partners");
});

test.each([
  [999, "999 people of ours exchange referrals with partners"],
  [1000, "The 1,000 pairs with the most referrals"]
])("a list of %i pairs is told as all, or as the largest once it is as long as it can be", (pairs, told) => {
  const matrix = Array.from({length: pairs}, (_, person) => ({ours: "Ann", person}));
  expect(plain(matrixAnswer(portfolio(1, () => ({matrix}))).finding)).toBe(told);
});

test("of a full list of pairs nothing is said of all pairs", () => {
  expect(matrixTitle(0, 1)).toBe("The only pair of a person of ours and a partner refers one way");
  expect(matrixTitle(202, 920)).toBe("202 of 920 pairs of a person of ours and a partner refer both ways");
  expect(matrixTitle(202, 1000)).toBe(
    "202 of the 1,000 pairs of a person of ours and a partner with the most referrals refer both ways"
  );
  expect([920, 1000].map((pairs) => matrixCaption(pairs).split("; ")[1])).toEqual([
    "the table has all.",
    "the table has the 1,000 pairs with the most."
  ]);
});

test("without any referrals these are what is not recorded, and no two people are said not to refer to each other", () => {
  const told = (referrals: boolean) => {
    const f = portfolio(3, ({about}) => ({
      about: {...about, recorded: {...about.recorded, referrals}},
      matrix: [],
      alliances: []
    }));
    return [peopleHeadline(f), matrixAnswer(f)].map((a) => plain(a.finding));
  };
  expect(told(false)).toEqual(["Referrals are not recorded", "Referrals are not recorded"]);
  expect(told(true)).toEqual([
    "No two people refer to each other, as far as is recorded",
    "Which people make the referrals is not recorded"
  ]);
});
