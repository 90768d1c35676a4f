import {describe, expect, test} from "vitest";
import type {Partner} from "../../src/contract/index.ts";
import * as edition from "../../src/copy/edition.ts";
import * as review from "../../src/copy/review.ts";
import {questionsWords} from "../../src/copy/reviewQuestions.ts";
import {plain} from "../../src/copy/say.ts";
import {narrowedSheet} from "../../src/copy/narrowing.ts";
import {portfolio} from "./portfolios.ts";

const base = portfolio(60);
const about = {...base.about, currency: "EUR", recorded: {...base.about.recorded, deals: true, reviews: true}};
const row: Partner = {
  ...(base.partners[0] as unknown as Partner),
  name: "Acme",
  ...{verdict: "balanced", served: "fair", next_grade: "trusted", to_next_deals: 2}
};
const said = ({finding, paragraphs}: ReturnType<typeof review.casesWords>) => [finding, ...paragraphs].map(plain);

const deal = (change: Partial<review.OnTable["deals"][number]> = {}): review.OnTable["deals"][number] => ({
  id: "P1",
  customer: "Hatherferry",
  stage: "Proposal",
  value: 1000,
  opened_on: "2026-05-01",
  age_days: 60,
  expected_close_on: "2026-08-01",
  stalled: false,
  ...change
});
const referral = (direction: "received" | "given", overdue: boolean): review.OnTable["referrals"][number] => ({
  id: "P1",
  direction,
  customer: "Fellbrook",
  from_name: "Ann",
  to_name: "Bob",
  made_on: "2026-05-01",
  days_open: 60,
  overdue
});

describe("the pipeline of a review", () => {
  test("is counted with its worth, what is stalled, and what was open a year before", () => {
    const before = {id: "P1", deals: 1, value: 500, excluded_deals: 0};
    expect(said(review.openDealsWords({deals: [deal(), deal({value: 250, stalled: true})], before}, about))).toEqual([
      "Two open deals worth €1.25K",
      "One deal is stalled: old compared with won deals of its size, or past the expected close.",
      "A year before: 1 open deal worth €500."
    ]);
  });

  test("says nothing of a year before where there are no figures of that day, and of deals without a rate no worth", () => {
    expect(said(review.openDealsWords({deals: [deal({value: null})], before: undefined}, about))).toEqual([
      "One open deal",
      "One open deal has no exchange rate and no value here.",
      "None is stalled."
    ]);
  });

  test("without an open deal says that, and is no claim where deals are not recorded", () => {
    expect(said(review.openDealsWords({deals: [], before: {id: "P1", deals: 0, value: 0, excluded_deals: 0}}, about))).toEqual([
      "No deals are open",
      "No deal was open a year before."
    ]);
    const silent = {...about, recorded: {...about.recorded, deals: false}};
    expect(said(review.openDealsWords({deals: [], before: undefined}, silent))).toEqual(["Deals are not recorded"]);
  });
});

describe("an open deal past its expected close", () => {
  const asOf = "2026-08-01";
  const closing = (...days: (string | null)[]) => days.map((expected_close_on) => deal({expected_close_on}));

  test("is marked in the tables of a review and of the partner's own edition, from the day after on", () => {
    expect(closing("2026-07-31", "2026-08-01", null).map((d) => review.closeText(d, asOf).replaceAll("\u00a0", " "))).toEqual([
      "31 Jul 2026, past",
      "1 Aug 2026",
      "–"
    ]);
  });

  test("is counted in the partner's own edition, and not spoken of where there is none", () => {
    const words = (...days: (string | null)[]) =>
      said(edition.openDealsWords(closing(...days), {about: {...about, as_of: asOf}}));
    expect(words("2026-07-31", "2026-08-01", null)).toEqual([
      "Three open deals worth €3K",
      "One deal is past the expected close."
    ]);
    expect(words("2026-07-30", "2026-07-31")).toEqual(["Two open deals worth €2K", "Two deals are past the expected close."]);
    expect(words("2026-08-01")).toEqual(["One open deal worth €1K"]);
  });
});

describe("the revenue of a review", () => {
  const quarters = (nets: number[]) =>
    nets.map((net, i) => ({
      starts_on: `202${4 + Math.floor(i / 4)}-${String(1 + 3 * (i % 4)).padStart(2, "0")}-01`,
      is_complete: true,
      net,
      one_deal: false,
      new_partners: false,
      net_before: i < 4 ? null : nets[i - 4]!,
      label: `Q${1 + (i % 4)} 202${4 + Math.floor(i / 4)}`
    }));

  test("compares the last four complete quarters with the four before", () => {
    const words = review.reviewRevenueWords({quarters: quarters([1, 2, 3, 4, 10, 20, 30, 40]), forecast: undefined}, about);
    expect(said(words)[1]).toBe("4 quarters up to Q4 2025: €100; the 4 before: €10.");
  });

  test("leaves that comparison out where the records don't cover the four before", () => {
    const words = review.reviewRevenueWords({quarters: quarters([1, 2, 3, 4, 10, 20]), forecast: undefined}, about);
    expect(said(words)).toHaveLength(2);
  });
});

describe("the questions of a review", () => {
  const none = {deals: [], registrations: [], referrals: []};

  test("ask which open deal lifts the grade only where a deal is open", () => {
    expect(said(questionsWords(row, [], {...none, deals: [deal()]}, {currency: "EUR"}))[1]).toBe(
      "Two further won deals would lift the grade. Which open deals are nearest to it?"
    );
    expect(said(questionsWords(row, [], none, {currency: "EUR"}))[1]).toBe(
      "Two won deals would lift the grade, and no deal is open. Where could they come from?"
    );
    const stalled = [deal({stalled: true})];
    // as a page made with an earlier version gives it
    expect(said(questionsWords(row, [], {...none, deals: stalled}, "EUR"))).toEqual(
      said(questionsWords(row, [], {...none, deals: stalled}, {currency: "EUR"}))
    );
  });

  test("name what is overdue on each side, and what is stalled with its worth", () => {
    const referrals = [referral("received", true), referral("given", true), referral("given", true), referral("given", false)];
    const registrations = [
      {id: "P1", customer: "X", registered_on: "2026-05-01", due_on: "2026-05-05", protected_until: null, state: "late" as const}
    ];
    const settled = {...row, to_next_deals: null};
    expect(
      said(
        questionsWords(
          settled,
          [{news: "new", status: "open"}],
          {deals: [deal({stalled: true})], registrations, referrals},
          {currency: "EUR"}
        )
      )
    ).toEqual([
      "1 open case and 4 questions to settle",
      "One referral to us is overdue for an answer. Who answers, and when?",
      "Two referrals to Acme are overdue for an answer. Who answers, and when?",
      "One deal registration waits for our decision, overdue. Who decides, and when?",
      "One open deal is stalled, worth €1K. What would move it, or is it time to close it?"
    ]);
  });

  test("are none where no case is open and the figures raise none", () => {
    const settled = {...row, to_next_deals: null};
    expect(said(questionsWords(settled, [{news: "continuing", status: "done"}], none, {currency: "EUR"}))).toEqual([
      "No open case, and no question from the figures"
    ]);
  });
});

test("a review says of its own cases alone that none is open where its group has one", () => {
  expect(said(review.casesWords([], [{}]))).toEqual(["No open case of its own"]);
  expect(said(review.casesWords([], []))).toEqual(["No open case"]);
});

test("a case that was decided or is over is not counted as open in a review", () => {
  const cases = [
    {news: "continuing", status: "open"},
    {news: "continuing", status: "done"},
    {news: "resolved", status: "open"}
  ] as const;
  expect(said(review.casesWords(cases))).toEqual(["One open case", "Two cases were decided or are resolved."]);
});

test("the head of a printed sheet says what lists are narrowed to, and nothing where they aren't", () => {
  expect(narrowedSheet({region: "Nordics", grade: "at_risk"})).toBe("Lists: partner region Nordics, grade at risk");
  expect(narrowedSheet({})).toBe("");
});

test("installations without trouble are told with the days that they are judged over", () => {
  const table = {trouble_free: {id: "P1", customers: 5, trouble_free: 3}, trouble_free_days: 45};
  expect(said(review.serviceBothWords({...row, last_contact_on: null}, undefined, table, about)).at(-1)).toBe(
    "3 of 5 new customers that it introduced had no installation ticket in the first 45 days."
  );
});
