import {expect, test} from "vitest";
import {discountsAnswer, effectAnswer, maturityAnswer, registrationsAnswer} from "../../src/copy/deals.ts";
import {plain} from "../../src/copy/say.ts";
import {portfolio} from "./portfolios.ts";

const {about} = portfolio(3);
const finding = (partners: number, rank_correlation: number | null) =>
  plain(discountsAnswer({about, discount_ranks: [{partners, rank_correlation}]}).finding);

test("discounts follow what is sold only where so few partners don't have that order by chance", () => {
  expect(finding(3, -0.5)).toBe("Discounts do not clearly follow what is sold");
  expect(finding(3, 1)).toBe("Discounts do not clearly follow what is sold");
  expect(finding(31, 0.3)).toBe("Discounts do not clearly follow what is sold");
  expect(finding(32, 0.3)).toBe("Partners that sell more get higher discounts");
  expect(finding(32, -0.3)).toBe("Partners that sell more get lower discounts");
  expect(finding(2000, 0.29)).toBe("Discounts do not clearly follow what is sold");
  expect(finding(2, null)).toBe("Too few partners have discounts recorded to compare");
});

type Years = [priced: number, discount: number | null][];

test.each<[string, ...Years]>([
  ["Discounts are not recorded", [5, null], [4, null]],
  ["Discounts are not recorded", [50, null], [40, null]],
  ["Too few deals with a discount in the years of a relationship to compare them", [50, 12], [29, 9]],
  ["Too few deals with a discount in the years of a relationship to compare them", [50, 12], [40, null]],
  ["Mean discount: 12% in year 1 (50 deals), 9% in year 2 (40 deals)", [50, 12], [40, 9]]
])("discounts over the years are too few only where some are recorded: %s", (told, ...years) => {
  // of 500 deals of each year, most record no discount
  const maturity = years.map(([priced, discount], i) => ({year: i + 1, deals: 500, discount, priced, contested: null}));
  expect(plain(maturityAnswer(portfolio(3, () => ({maturity}))).finding)).toBe(told);
});

test.each([
  [29, "29 registrations of the last 12 months had a direct deal opened against them"],
  [1, "One registration of the last 12 months had a direct deal opened against it"],
  [0, "No direct deal was opened against a registration of the last 12 months"]
])("registrations name their own window, which is shorter than that of the page: %i", (opened_against, told) => {
  const judged = {in_time: 243, late: 27, in_time_share: 0.9};
  const f = portfolio(3, ({registrations}) => ({
    registrations: [{...registrations[0]!, ...judged, registered: 270, opened_against}]
  }));
  const {finding, paragraphs} = registrationsAnswer(f);
  expect(plain(finding).replaceAll("\u00a0", " ")).toBe(told);
  expect(plain(paragraphs[0]!).replaceAll("\u00a0", " ")).toMatch(/^90% of 270 registrations of the last 12 months were decided/);
});

test.each([
  [
    {registered: 4, waiting: 0, in_time: 3, late: 1},
    "75% of 4 registrations of the last 12 months were decided within 2 business days, 1 late."
  ],
  [
    // one is open and not due, one was decided on a day that nobody recorded
    {registered: 6, waiting: 1, in_time: 3, late: 1},
    "75% of 4 registrations of the last 12 months that can be judged were decided within 2 business days, 1 late; 1 registration is still open."
  ],
  [{registered: 2, waiting: 2, in_time: 0, late: 0}, "None of 2 registrations of the last 12 months is decided or due yet."],
  [
    {registered: 2, waiting: 1, in_time: 0, late: 0},
    "Of 2 registrations of the last 12 months no decision has a recorded day, and none is overdue."
  ]
])("a share of registrations is told of those that it is the share of: %j", (counts, told) => {
  const n = counts.in_time + counts.late;
  const row = {...counts, in_time_share: n ? counts.in_time / n : null, expired: 0, both_sides: 0};
  const f = portfolio(3, ({registrations}) => ({registrations: [{...registrations[0]!, ...row}]}));
  expect(plain(registrationsAnswer(f).paragraphs[0]!).replaceAll("\u00a0", " ")).toBe(told);
});

test("discounts name their own window", () => {
  const {paragraphs} = discountsAnswer({
    about: {...about, window_days: 181},
    discount_ranks: [{partners: 32, rank_correlation: 0.3}]
  });
  expect(plain(paragraphs[0]!).replaceAll("\u00a0", " ")).toBe(
    "Rank correlation of discount and net sold in 181 days: +0.30 over 32 partners (1: who sells more gets more)."
  );
});

test.each([-1e-17, -0.004, 0, 0.004])("a rank correlation that reads 0.00 has no sign: %d", (rank_correlation) => {
  const {paragraphs} = discountsAnswer({about, discount_ranks: [{partners: 4, rank_correlation}]});
  expect(plain(paragraphs[0]!)).toContain(": 0.00 over");
});

test("a win rate over the same mix has the deals that were won behind it, as they are not that share of all", () => {
  const f = portfolio(3, ({effect}) => ({
    effect: [{...effect[0]!, deals: 24, won: 14, win_rate: 0.61, direct_deals: 9, direct_won: 3, direct_win_rate: 0.29}]
  }));
  expect(plain(effectAnswer(f).paragraphs[0]!).replaceAll("\u00a0", " ")).toMatch(
    /^Over the same mix of industries and customer sizes: 61% with a partner \(14 of 24 deals won\), 29% direct \(3 of 9\): /
  );
});
