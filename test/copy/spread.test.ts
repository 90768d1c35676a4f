import {expect, test} from "vitest";
import {concentrationAnswer, concentrationHeadline} from "../../src/copy/concentration.ts";
import {spreadAnswer} from "../../src/copy/spread.ts";
import {segmentsAnswer} from "../../src/copy/segments.ts";
import {inactivityAnswer} from "../../src/copy/loss.ts";
import {keyNumbers} from "../../src/copy/keyNumbers.ts";
import {plain} from "../../src/copy/say.ts";
import {portfolio} from "./portfolios.ts";

const regions = [{dimension: "region" as const, n: 5, effective_n: 4, gini: 0.2, band: "high" as const}];

test("revenue is most evenly spread over what its curve shows most even, regions among the others", () => {
  const {finding, paragraphs} = spreadAnswer(portfolio(8), regions);
  expect(plain(finding)).toBe("Least evenly over partners, most evenly over regions");
  const said = paragraphs.map(plain).join(" ");
  expect(said).toContain("Gini index, 0 where all bring the same: partners 0.50 and regions 0.20.");
  expect(said).toContain("partners 4 of 8 (high concentration) and regions 4 of 5 (high concentration)");
});

test("dimensions whose index is shown as the same are named together", () => {
  const f = portfolio(8);
  const customers = {...regions[0]!, dimension: "customer" as const, gini: 0.5};
  expect(plain(spreadAnswer(f, [...regions, customers]).finding)).toBe(
    "Least evenly over partners and customers, most evenly over regions"
  );
});

test("where regions are hidden, or there is one of each, nothing is compared", () => {
  expect(plain(spreadAnswer(portfolio(8)).finding)).toBe("Revenue is equivalent to 4 equal partners, of 8");
});

test.each([
  [4, "the largest brings 64%"],
  [5, "the top 20% bring 64%"],
  [9, "the top 2 bring 64%"],
  [12, "the top 3 bring 64%"],
  [60, "the top 20% bring 64%"],
  [209, "the top 20% bring 64%"]
])("a fifth of %i partners is said as 20% only where it is that: %s", (n, said) => {
  const f = portfolio(n);
  const of = segmentsAnswer({...f, segmentation: [{...f.segmentation[0]!, k80: 2, top20_share: 0.64}]});
  expect(of.paragraphs.map(plain).join(" ")).toContain(`of them; ${said}.`);
});

test.each([
  [[-40], "Refunds exceed what one partner brought (-€40); it counts as 0 here."],
  [[-40, -9960], "Refunds exceed what 2 partners brought (-€10K together); they count as 0 here."]
])("partners to which more was refunded than they brought are told beside every share: %j", (nets, said) => {
  const member = (net: number, i: number) => ({
    ...{dimension: "partner" as const, id: `n${i}`, name: `N ${i}`, group_id: `n${i}`},
    ...{net, share: 0}
  });
  const members = [...nets, 900].map(member);
  const f = portfolio(8, () => ({members}));
  const told = (answer: ReturnType<typeof concentrationAnswer>) => answer.paragraphs.map(plain).join(" ");
  expect([told(concentrationAnswer(f)).includes(said), told(concentrationHeadline(f)).includes(said)]).toEqual([true, true]);
  const without = portfolio(8, () => ({members: [member(900, 0)]}));
  expect(told(concentrationAnswer(without))).not.toContain("Refunds");
});

test("of several that bring as much nobody is called the largest alone", () => {
  const f = portfolio(4);
  const each = (name: string, revenue: number) => ({
    ...f.partners[0]!,
    ...{id: name, name, revenue, share: revenue / 1000, expected_loss: revenue / 10}
  });
  const tied = {...f, partners: [each("Gantry", 200), each("Bexley", 300), each("Corvane", 300), each("Dunmore", 200)]};
  const told = (answer: {finding: Parameters<typeof plain>[0]; paragraphs: Parameters<typeof plain>[0][]}) =>
    [answer.finding, ...answer.paragraphs].map(plain).join(" ");
  expect(told(concentrationAnswer(tied))).toContain("Bexley and Corvane each bring 30% of ");
  const [, , largest] = keyNumbers(tied);
  expect([largest!.value, largest!.unit]).toEqual(["30%", "from each of the 2 largest"]);
  expect(plain(largest!.note)).toContain("Bexley and Corvane; ");
  expect(told(inactivityAnswer(tied))).toContain("Largest expected losses by inactivity: Bexley and Corvane ");
  const equal = {...tied, partners: tied.partners.map((row) => ({...row, expected_loss: 5}))};
  expect(told(inactivityAnswer(equal))).toContain("by inactivity: Gantry, Bexley, Corvane and Dunmore ");
});

test("a bad year that past years lost more than, and more of them than 1 in 20, is told only with that", () => {
  const past = (failures: number, origins: number, holds: boolean) =>
    portfolio(8, (f) => ({loss_backtest: [{...f.loss_backtest[0]!, failures, origins, holds}]}));
  const told = (f: Parameters<typeof concentrationAnswer>[0]) => [
    concentrationAnswer(f).paragraphs.map(plain).join(" ").includes("read it with caution"),
    plain(keyNumbers(f)[2]!.note).includes("past years lost more")
  ];
  expect(
    concentrationAnswer(past(9, 9, false))
      .paragraphs.map(plain)
      .join(" ")
  ).toContain("so a bad year can be worse. Nine of 9 past years lost more than theirs, so read it with caution.");
  expect(plain(keyNumbers(past(9, 9, false))[2]!.note)).toMatch(
    /a bad year \(1 in 20\) loses at least \d+%, and past years lost more than theirs$/
  );
  expect(plain(keyNumbers(past(1, 1, false))[2]!.note)).toMatch(
    /at least \d+%, and the one past year with a forecast lost more than its own$/
  );
  // as often as 1 in 20 would explain, or never at all: no such words
  expect(told(past(1, 9, true))).toEqual([false, false]);
  expect(told(past(0, 60, false))).toEqual([false, false]);
});
