import {expect, test} from "vitest";
import {badYearSentence} from "../../src/copy/concentration.ts";
import {spreadHistoryAnswer, unevenAnswer} from "../../src/copy/spread.ts";
import type {Facts} from "../../src/copy/facts.ts";
import {versus} from "../../src/copy/calibration.ts";
import {inactivityAnswer, lossAnswer} from "../../src/copy/loss.ts";
import {plain} from "../../src/copy/say.ts";
import * as answers from "../../src/copy/partnerAnswers.ts";
import {verdict} from "../../src/copy/partner.ts";
import {comparedMonths, othersOfGroup} from "../../src/ui/partnerStory.ts";
import * as pictures from "../../src/copy/partnerPictures.ts";
import {portfolio} from "./portfolios.ts";

type Row = Parameters<typeof answers.trustWords>[0];
type About = Parameters<typeof answers.trustWords>[3];
const about = {evidence_days: 1095, window_days: 365, as_of: "2026-06-30", recorded: {from: null}} as About;
const wordsOf = (row: Partial<Row>) => {
  const rated = {grade: "candidate", score: 70, lower: 62, upper: 77, p_better: 0.5, ...row} as Row;
  const {finding, paragraphs} = answers.trustWords(rated, [], 67, about);
  return {finding: plain(finding), more: paragraphs.map(plain).join(" ")};
};

test("a probability of 60 % and more is worth the word probably, and stands beside it", () => {
  expect(wordsOf({p_better: 0.76}).finding).toBe("Probably better than the average partner (probability 76%)");
  expect(wordsOf({p_better: 0.15, grade: "at_risk"}).finding).toBe("Probably worse than the average partner (probability 85%)");
  expect(wordsOf({p_better: 0.55}).finding).toBe("Can’t tell yet whether better than the average partner");
  expect(wordsOf({lower: 68, p_better: 0.97}).finding).toBe("Better than the average partner");
});

test("where the grade and the probability of today differ, the page says why", () => {
  expect(wordsOf({p_better: 0.86, grade: "below_typical"}).more).toContain(
    "The grade, below average, follows the probability over"
  );
  expect(wordsOf({p_better: 0.3, grade: "below_typical"}).more).not.toContain("The grade");
  expect(wordsOf({p_better: 0.55, grade: "trusted"}).more).toContain("The grade, trusted, follows");
});

test("what a bad year loses is not known before a past year tells how much partners buy less, and never 0", () => {
  const f = portfolio(3);
  const {finding, paragraphs} = lossAnswer({...f, loss: [{var95: 0, cases: 0}]});
  expect(plain(finding)).toBe("Not known before a past year tells how much partners buy less");
  expect(plain(paragraphs[0]!)).toBe("How much partners that stay buy less is not known before a year has passed.");
  expect(plain(lossAnswer({...f, loss: [{var95: 60, cases: 0}]}).finding)).toMatch(
    /^By inactivity alone, a bad year \(1 in 20\) loses/
  );
});

test("why the probability of inactivity is not known is said, and no figure follows from it", () => {
  const unknown = portfolio(3, (f) => ({partners: f.partners.map((row) => ({...row, p_silent: null, expected_loss: null}))}));
  const finding = (inactivity: Facts["about"]["inactivity"]) =>
    plain(inactivityAnswer({...unknown, about: {...unknown.about, inactivity}}).finding);
  expect(finding("none_inactive")).toBe("Not known: no partner with a year of history has become inactive");
  expect(finding("no_year")).toBe("Not known: closed deals are recorded for less than a year");
  const {paragraphs} = answers.lossWords({revenue: 10, p_silent: null} as Row, {...unknown.about, inactivity: "no_year"});
  expect(paragraphs.map(plain).filter(Boolean)).toEqual([
    "How likely it is to win no deal in a year is not known: closed deals are recorded for less than a year."
  ]);
});

test("a bad year that loses everything can't be worse, and says what it is made of", () => {
  const lost = (var95: number, cases = 3) => plain(badYearSentence({...portfolio(3), loss: [{var95, cases}]}));
  expect(lost(60)).toMatch(/so a bad year can be worse\.$/);
  expect(lost(1e9)).toBe(
    "A bad year (1 in 20) loses 100% of partner revenue, even if partners become inactive or buy less independently of each other."
  );
  expect(lost(1e9, 0)).toBe(
    "A bad year (1 in 20) loses 100% of partner revenue, even if partners become inactive independently of each other."
  );
});

test("where the last months have no revenue, the spread of an earlier one is not called that of now", () => {
  const f = portfolio(3);
  const known = spreadHistoryAnswer(f);
  expect([plain(known.finding), known.paragraphs.map(plain).join(" ")]).toEqual([
    expect.stringMatching(/^(No change in spread|Spread over) /),
    expect.stringMatching(/ of 3 now, /)
  ]);
  const gone = spreadHistoryAnswer({
    ...f,
    concentration: f.concentration.map((row) => (row.is_current ? {...row, total: 0, hhi: null, effective_n: null} : row))
  });
  const spaced = (text: string) => text.replaceAll("\u00a0", " ");
  const more = spaced(gone.paragraphs.map(plain).join(" "));
  expect(spaced(plain(gone.finding))).toBe("No revenue to spread after Mar 2026");
  expect(more).toMatch(/ of 3 in Mar 2026, .* of 3 in Dec 2025; partner revenue .* in Mar 2026, .* in Dec 2025\.$/);
  expect(more).not.toMatch(/\b(now|then)\b/);
});

test("a line is explained only where one is drawn", () => {
  expect(unevenAnswer(null, {n: 1, bringing: 1}, portfolio(1).about).paragraphs).toEqual([]);
  expect(unevenAnswer(0.2, {n: 3, bringing: 3}, portfolio(3).about).paragraphs.map(plain).join(" ")).toContain("Gini");
});

test("the bottom half is that of all partners; where it brings nothing, those that bring nothing are counted", () => {
  const said = (half: number, n: number, bringing: number) =>
    plain(unevenAnswer(half, {n, bringing}, portfolio(3).about).finding);
  expect(said(0.12, 60, 57)).toBe("The bottom half of all 60 partners brings 12% of partner revenue");
  expect(said(0, 400, 99)).toBe("301 of 400 partners brought no partner revenue");
  expect(said(0, 2, 1)).toBe("One of 2 partners brought no partner revenue");
});

test("parts of deals add up to the whole ones that the sentence says", () => {
  expect(
    pictures.dealsTitle(
      [
        {up: 0.33333, down: 0},
        {up: 0.66667, down: 0.49999},
        {up: 9, down: 6.00001}
      ],
      about
    )
  ).toBe("10 of 16.5 deals won in 3 years");
});

test("a forecast is called better only beyond what errors differ by from chance", () => {
  expect(versus(0.18, 0.2, "the average", 0.01)).toBe("better than the average");
  expect(versus(0.195, 0.2, "the average", 0.001)).toBe("slightly better than the average");
  expect(versus(0.18, 0.2, "the average", 0.03)).toBe("not clearly better than the average");
  expect(versus(0.18, 0.2, "the average", null)).toBe("not clearly better than the average");
  expect(versus(0.21, 0.2, "the average", 0.001)).toBe("no better than the average");
});

test("deals that are only watched may be below their own pace, those of an alarm are", () => {
  const pace = {id: "a", signal: "deals_won" as const, window_days: 180, recent: 0, expected: 4.2, last_on: "2026-03-13"};
  expect(plain(answers.dealPaceSentence([{...pace, level: "alarm"}])).replaceAll("\u00a0", " ")).toBe(
    "Deals won are below its own pace: about 4.2 expected in 180 days, none since 13 Mar 2026."
  );
  const late = {stale: [{table: "deals", last: "2026-04-30"}]};
  expect(plain(answers.dealPaceSentence([{...pace, level: "alarm"}], late)).replaceAll("\u00a0", " ")).toMatch(
    /^Deals won may be below its own pace: .*; no delivery of deals since 30 Apr 2026\.$/
  );
  expect(plain(answers.dealPaceSentence([{...pace, level: "watch"}]))).toMatch(/^Deals won may be below its own pace: /);
});

test("scores of a partner with too little data to rate are compared neither in words nor in a picture", () => {
  const months = [
    {as_of: "2026-05-31", score: 49},
    {as_of: "2026-06-30", score: 51}
  ];
  const of = (grade: "candidate" | "unproven" | "not_rated") => {
    const row = {grade, score: 51, lower: 40, upper: 63, grade_before: null} as Row;
    const words = answers.historyWords(
      row,
      months.map((m) => m.score),
      months.map((m) => m.as_of)
    );
    return [plain(words.finding).endsWith("no score to compare"), comparedMonths(row, months).length];
  };
  expect([of("candidate"), of("unproven"), of("not_rated")]).toEqual([
    [false, 2],
    [true, 0],
    [true, 0]
  ]);
});

test("a score that moved within its interval may not have moved, and one that didn't move is not doubted", () => {
  const told = (then: number) => {
    const row = {grade: "candidate", score: 51, lower: 40, upper: 63, grade_before: null} as Row;
    return plain(answers.historyWords(row, [then, 51], ["2026-05-31", "2026-06-30"]).finding).replaceAll("\u00a0", " ");
  };
  expect([told(49), told(51.4), told(39)]).toEqual([
    "From 49 in May 2026 to 51: can’t tell yet whether it really moved",
    "51, as in May 2026",
    "From 39 in May 2026 to 51"
  ]);
});

test("where the probability of inactivity is the same for all, the order is said to be that of revenue", () => {
  const told = (inactivity: Facts["about"]["inactivity"]) => {
    const f = portfolio(3);
    return inactivityAnswer({...f, about: {...f.about, inactivity}})
      .paragraphs.map(plain)
      .join(" ");
  };
  expect(told("portfolio")).toContain("The probability is the same for all, so the order is that of revenue.");
  expect(told("model")).not.toContain("the order is that of revenue");
});

test("the page of a partner whose group has a case says so: a group has one case together", () => {
  const of = (id: string, parent: string | null) => ({id, parent_id: parent});
  const others = othersOfGroup([
    of("a", null),
    of("b", "a"),
    of("c", "a"),
    of("d", null),
    of("e", "holding"),
    of("f", "holding")
  ]);
  expect(others(of("a", null))).toEqual(["b", "c"]);
  expect(others(of("b", "a"))).toEqual(["a", "c"]);
  expect(others(of("d", null))).toEqual([]);
  // the parent itself is often no partner
  expect(others(of("e", "holding"))).toEqual(["f"]);
  const rated = {grade: "candidate", score: 65, lower: 58, upper: 72} as Row;
  const found = {
    about: ["Deals opened with Bexley and 3 others of its group are below normal pace"],
    news: "new",
    status: "open"
  } as const;
  const told = (...args: [Parameters<typeof verdict>[1], Parameters<typeof verdict>[2]]) =>
    verdict(rated, ...args).replaceAll("\u00a0", " ");
  expect(told([], [found as never])).toBe(
    "Above average, trust score 65 (58 to 72). Its group has an open case: Deals opened with Bexley and 3 others of its group are below normal pace."
  );
  expect(told([found as never], [])).toBe(
    "Above average, trust score 65 (58 to 72). Deals opened with Bexley and 3 others of its group are below normal pace."
  );
  expect(told([], [])).toBe("Above average, trust score 65 (58 to 72). No open case.");
});
