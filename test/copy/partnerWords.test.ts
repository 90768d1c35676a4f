import {expect, test} from "vitest";
import {parseSettings} from "../../loaders/settingsFile.ts";
import type {Answer, Partner} from "../../src/contract/index.ts";
import {worklistsAnswer} from "../../src/copy/attention.ts";
import type {CaseFacts} from "../../src/copy/caseFacts.ts";
import {comparedFigures} from "../../src/copy/compare.ts";
import {lastSeen} from "../../src/copy/contact.ts";
import {contactLine} from "../../src/copy/edition.ts";
import {figures} from "../../src/copy/partner.ts";
import {rateDifference} from "../../src/shared/rateDifference.ts";
import {latelySentence} from "../../src/copy/lately.ts";
import {dealWords, lossWords} from "../../src/copy/partnerAnswers.ts";
import {plain} from "../../src/copy/say.ts";
import {reviewsAnswer} from "../../src/copy/service.ts";
import {opposed, wordsOn} from "../support/partnerWords.ts";
import {portfolio} from "./portfolios.ts";

const base = portfolio(60);
const f = {about: base.about, settings: parseSettings({}, "test")};
const row = (change: Partial<Partner>): Partner => ({
  ...(base.partners[0] as unknown as Partner),
  ...{last_contact_on: "2026-06-01", days_since_contact: 29, service_share: 0.1, to_next_deals: null, next_grade: null},
  ...change
});
const caseOf = (kind: string, change: Partial<CaseFacts> = {}): CaseFacts => ({
  ...base.history.now.cases[0]!,
  kind,
  kinds: kind,
  detail: null,
  ...change
});

/* Each: a partner's figures, and a case that contradicts them, with how the case is told when it is only kept until it is clear. */
const planted: [what: string, row: Partial<Partner>, kind: string, change: Partial<CaseFacts>][] = [
  ["a balance of referrals beside a partner that sends clearly more", {verdict: "balanced"}, "we_return_fewer", {}],
  ["too few referrals to say beside a partner that sends clearly more", {verdict: "too_few_to_say"}, "we_return_fewer", {}],
  ["a partner to which we send more beside one to which we return fewer", {verdict: "they_owe"}, "we_return_fewer", {}],
  ["a balance beside a one-sided partner", {verdict: "balanced"}, "one_sided", {}],
  ["a partner that sends more beside a one-sided one", {verdict: "we_owe"}, "one_sided", {}],
  ["hours not over-served beside far too many", {served: "fair"}, "over_served", {}],
  ["a trusted partner beside a weak grade", {grade: "trusted", score: 80}, "weak_score", {detail: "trusted"}]
];

test.each(planted)("%s is a contradiction, and told as over where the rule is no longer met", (_, figures, kind, change) => {
  expect(opposed(wordsOn(row(figures), [caseOf(kind, {met: true, ...change})], f))).not.toEqual([]);
  expect(opposed(wordsOn(row(figures), [caseOf(kind, {met: false, ...change})], f))).toEqual([]);
});

test.each([
  ["trusted", "candidate"],
  ["trusted", "at_risk"],
  ["below_typical", "at_risk"]
] as const)("a grade that fell from %s to %s is said to have fallen, and to nothing but the grade of the page", (from, to) => {
  const words = (grade: Partner["grade"], detail: string) =>
    wordsOn(row({grade, score: 50}), [caseOf("downgrade", {detail, seen: 50})], f).join("\n");
  expect(words(to, `${from} ${to}`)).toMatch(/has fallen from/);
  expect(words(from, `${to} ${from}`)).not.toMatch(/has fallen from/);
  expect(opposed(words(to, `${from} ${to}`).split("\n"))).toEqual([]);
});

test("days without contact, scores and expected referrals are the same in a case and beside it", () => {
  const at = (days: number) => row({last_contact_on: "2026-03-01", days_since_contact: days});
  const texts = (days: number) => wordsOn(at(days), [caseOf("no_contact", {seen: 121})], f);
  expect(opposed(texts(121))).toEqual([]);
  expect(opposed(texts(120))).toHaveLength(1);
});

test("a partner with a case is never said to have none, and one whose case was decided has no open one", () => {
  const words = (status: CaseFacts["status"]) => wordsOn(row({}), [caseOf("one_sided", {status})], f)[0];
  expect(words("open")).toMatch(/receives clearly more than it sends\.$/);
  expect(words("done")).toMatch(/No open case\.$/);
});

test("more deals are not said to be won of a part than of all, unless it is said how each is counted", () => {
  const led = {recorded: 32, aligned: 32, aligned_won: 18, wrong_lead: 0, wrong_lead_won: 0};
  const told = (n: number) =>
    [dealWords({kind: "deal", n, kept: 16.5} as never, led as never, {about: base.about})].flatMap(({finding, paragraphs}) =>
      [finding, ...paragraphs].map(plain)
    );
  const parts = told(30.5).join("\n");
  expect(parts).toMatch(/16.5 of 30.5 deals won/);
  expect(parts).toMatch(/A deal with several partners counts in equal parts\. Counted whole, and where .+, 18 of 32 were won\./);
  expect(told(32).join("\n")).not.toMatch(/Counted whole/);
});

test("a business review is called overdue only by the rule that lists it, which is said beside it", () => {
  const texts = ({finding, paragraphs}: Answer) => [finding, ...paragraphs].map(plain).join("\n");
  const [all, due] = [texts(reviewsAnswer(base)), texts(worklistsAnswer(base))];
  expect(all).toMatch(/had no business review for 12 months/);
  expect(all).not.toMatch(/overdue/);
  expect(due).toMatch(/business reviews? (?:is|are) overdue/);
  expect(due).toMatch(/overdue 395 days after the last one/);
});

test.each([
  [{deals: 2, excluded_deals: 0}, "2 deals, €450", "1 deal, €300"],
  [{deals: 3, excluded_deals: 1}, "3 deals, €450 without 1 that has no exchange rate", "1 deal, €300"],
  [{deals: 3, excluded_deals: 3}, "3 deals, of unknown worth", "1 deal, of unknown worth"]
])(
  "of two partners compared, open deals without an exchange rate are worth nothing known, not 0: %j",
  (counts, deals, stalled) => {
    const open = {...counts, value: 450, stalled: 1, stalled_value: 300};
    const told = Object.fromEntries(comparedFigures(base.about).map(([label, says]) => [label, says]));
    expect(told["Open deals"]!({open} as never)).toBe(deals);
    expect(told["Stalled deals"]!({open} as never)).toBe(stalled);
  }
);

test("the last day of a partner is called a contact only where contacts are recorded", () => {
  const labels = (activities: boolean) => {
    const about = {...base.about, recorded: {...base.about.recorded, activities}};
    const contact = contactLine({last_contact_on: "2026-01-31"} as never, {about});
    return [contact, ...comparedFigures(about).map(([label]) => label), lastSeen(about.recorded)].filter((l) =>
      /^Last (c|b)/.test(l)
    );
  };
  expect(labels(true).filter((label) => label.startsWith("Last contact"))).toHaveLength(3);
  expect(labels(false).filter((label) => label.startsWith("Last business"))).toHaveLength(3);
});

test("of a partner to which more was refunded than it brought, 0 is said to stand for that, in the key numbers and in what its loss would cost", () => {
  const said = (below_zero: number | null) => {
    const one = row({revenue: 0, share: 0, rank: 60, below_zero});
    const told = figures(one, f.about, 60)[2]!;
    return [`${told.value} ${told.unit} ${plain(told.note)}`, plain(lossWords(one, f.about).finding)];
  };
  expect(said(-4000)).toEqual([
    "€0 0% of partner revenue in 12 months; refunds exceed what it brought (-€4K), which counts as 0",
    "Nothing by the figures of 12 months: refunds exceed what it brought (-€4K)"
  ]);
  expect(said(null)).toEqual(["€0 0% of partner revenue in 12 months", "No revenue in 12 months"]);
});

test("of two partners compared, region and tier are told as far as they are known", () => {
  const told = Object.fromEntries(comparedFigures(base.about).map(([label, says]) => [label, says]));
  const said = (region: string | null, tier: string | null) => told["Region, tier"]!({row: {region, tier}} as never);
  expect([said("North", "gold"), said(null, "gold"), said("North", null), said(null, null)]).toEqual([
    "North, gold",
    "gold",
    "North",
    "–"
  ]);
});

test("a win rate that has clearly changed within the window is told beside that of all years, and one that may be chance is not", () => {
  const about = {as_of: "2026-11-30", window_days: 365};
  const quarters = (up: number, down: number) => [
    {date: "2025-10-01", up: 23, down: 6},
    {date: "2026-01-01", up: 4, down: 4},
    {date: "2026-07-01", up, down}
  ];
  expect(plain(latelySentence(quarters(0, 11), about)).replaceAll("\u00a0", " ")).toBe(
    "Since 1 Jan 2026, 4 of 19 were won, before that 23 of 29: 58 points lower (90% interval: 73 to 35 points lower)."
  );
  // clear of 0 at 90%, which one page in ten would be by chance
  expect(rateDifference({k: 6, n: 14}, {k: 23, n: 29})?.verdict).toBe("worse");
  expect(latelySentence(quarters(2, 4), about)).toEqual([]);
  expect(latelySentence(quarters(0, 11).slice(1), about)).toEqual([]);
});

test("no change of a coded partner's win rate is told: the counts of its quarters are to the nearest 5", () => {
  const about = {as_of: "2026-11-30", window_days: 365};
  // 3 won and 2 lost of each of the first, 2 won and 3 lost of each of the last
  const coarse = ["2025-01-01", "2025-04-01", "2025-07-01", "2026-01-01", "2026-04-01", "2026-07-01"].map((date, i) => ({
    date,
    up: i < 3 ? 5 : 0,
    down: i < 3 ? 0 : 5
  }));
  expect(latelySentence(coarse, {...about, amounts: "banded"})).toEqual([]);
  expect(latelySentence(coarse, about)).not.toEqual([]);
  const exact = [...coarse, {date: "2026-10-01", up: 0, down: 1}];
  expect(latelySentence(exact, {...about, amounts: "banded"})).not.toEqual([]);
});
