import {dataTo, datedLine} from "../../src/copy/frame.ts";
import {summed} from "../../src/copy/money.ts";
import {yearSentence} from "../../src/copy/review.ts";
import {describe, expect, test} from "vitest";
import {
  aheadSentence,
  forecastCaption,
  forecastTitle,
  methodSentence,
  pastSentence,
  quarterSentence,
  testsAnswer
} from "../../src/copy/forecast.ts";
import {pipelineAnswer, stagesAnswer, stalledAnswer} from "../../src/copy/pipeline.ts";
import {
  classesAnswer,
  compared,
  gradesTitle,
  periodName,
  quarterAnswer,
  quartersCaption,
  revenueHeadline
} from "../../src/copy/revenue.ts";
import {partnerQuarter, partnerRevenueWords} from "../../src/copy/partnerRevenue.ts";
import {yearBefore} from "../../src/copy/unlike.ts";
import type {RevenueFacts} from "../../src/copy/revenueFacts.ts";
import {plain} from "../../src/copy/say.ts";
import {endsQuarter, periodLabel} from "../../src/shared/periods.ts";

const quarter = (label: string, starts_on: string, net: number, net_before: number | null, is_complete = true) => ({
  label,
  starts_on,
  ends_on: starts_on,
  is_complete,
  net,
  deals: 3,
  one_deal: false,
  new_partners: false,
  net_before,
  left_out: 0,
  left_out_before: 0
});

const about = {
  as_of: "2026-10-31",
  currency: "EUR",
  window_days: 365,
  partners: 2,
  excluded: null,
  recorded: {deals: true}
} as unknown as RevenueFacts["about"];
const facts = (of: Partial<RevenueFacts>): RevenueFacts => ({
  about,
  forecast_days: 90,
  stalled_share: 0.9,
  quarters: [],
  years: [],
  direct: [],
  groups: [],
  pipeline: [],
  stages: [],
  forecasts: [],
  tests: [],
  ...of
});
const open = (deals: number, stalled: number): RevenueFacts["pipeline"][number] => ({
  as_of: "2026-10-31",
  kind: "partner",
  deals,
  value: 100 * deals,
  median_age_days: null,
  stalled,
  stalled_value: 100 * stalled,
  overdue: 0,
  expected_value: 0,
  excluded_deals: 0,
  won_days: null,
  stalled_after_days: null
});

const stage = (name: string | null, deals: number, more: Partial<RevenueFacts["stages"][number]> = {}) => ({
  stage: name,
  place: 1,
  deals,
  value: 100 * deals,
  median_age_days: 10,
  stalled: 0,
  stalled_value: 0,
  overdue: 0,
  stated_deals: 0,
  stated_value: null,
  expected_value: 0,
  ...more
});

describe("sentences on stages", () => {
  test.each([
    [[], "No deals with partners are open"],
    [[stage(null, 2)], "No stage is recorded of 2 open deals"],
    [[stage(null, 1)], "No stage is recorded of 1 open deal"],
    [[stage("Offer", 1), stage(null, 2)], "1 open deal of 3 is in the stage Offer, worth €100"],
    [[stage("Offer", 1)], "The open deal is in the stage Offer, worth €100"],
    [[stage("Talk", 58), stage("Offer", 2)], "2 open deals of 60 are in the stage Offer, worth €200"]
  ])("%#: name the last stage, and say what is not recorded", (stages, finding) => {
    expect(plain(stagesAnswer(facts({stages})).finding)).toBe(finding);
  });

  test("hold what sellers recorded against what such deals came to, and count deals without a stage", () => {
    const stages = [stage("Offer", 2, {stated_deals: 2, stated_value: 150, expected_value: 80}), stage(null, 1)];
    expect(stagesAnswer(facts({stages})).paragraphs.map(plain)).toEqual([
      "By the probability that sellers recorded, 2 open deals come to €150, whenever they close. Deals of the same age and size were won at a rate that brings €80 within 90 days.",
      "One open deal has no recorded stage."
    ]);
  });

  test("tell what the model expects of open deals only where it is the forecast that is shown", () => {
    const stages = [stage("Offer", 2, {stated_deals: 2, stated_value: 150, expected_value: 80})];
    const told = (method: RevenueFacts["forecasts"][number]["method"]) => {
      const forecast: RevenueFacts["forecasts"][number] = {
        ...{as_of: "2026-10-31", until: "2027-01-29", horizon: "days", level: "all", member: "all", method},
        ...{expected: 500, lower: 200, upper: 800, actual: null}
      };
      return plain(stagesAnswer(facts({stages, forecasts: [forecast]})).paragraphs[0]!);
    };
    expect(told("model")).toContain("brings €80 within 90 days");
    expect(told("pipeline")).toBe("By the probability that sellers recorded, 2 open deals come to €150, whenever they close.");
  });

  test("of one open deal say what it is, and no part", () => {
    expect(plain(stalledAnswer(facts({pipeline: [open(1, 1)]})).finding)).toBe("The open deal is stalled, worth €100");
    expect(plain(stalledAnswer(facts({pipeline: [open(2, 1)]})).finding)).toBe("1 deal of 2 is stalled, worth €100");
  });

  test("say how many stalled deals are past their expected close", () => {
    const pipeline = [{...open(3, 2), overdue: 1}];
    expect(stalledAnswer(facts({pipeline})).paragraphs.map(plain)).toContain("One deal is past the expected close.");
  });
});

describe("sentences on revenue", () => {
  test("compare a quarter with the same one a year before, and say why where they can't", () => {
    const said = (net: number, before: number | null) =>
      compared(quarter("Q3\u00a02026", "2026-07-01", net, before), {currency: "EUR"});
    expect(said(150, 100)).toBe("50% above Q3\u00a02025 (€100)");
    expect(said(50, 100)).toBe("50% below Q3\u00a02025 (€100)");
    expect(said(100, 100)).toBe("as in Q3\u00a02025 (€100)");
    expect(said(1250, 100)).toBe("13 times Q3\u00a02025 (€100)");
    expect(said(100, 0)).toBe("no revenue in Q3\u00a02025");
    expect(said(100, 1e-7)).toBe("no revenue in Q3\u00a02025");
    expect(said(-9000, -11_000)).toBe("against -€11K in Q3\u00a02025");
    expect(said(100, null)).toBe("the records do not cover all of Q3\u00a02025");
    expect(yearBefore("Q1\u00a0FY2027")).toBe("Q1\u00a0FY2026");
  });

  test("set a sum below zero against the one before it, of which it is no percentage", () => {
    const quarters = [quarter("Q3 2026", "2026-07-01", -3000, 8000), quarter("Q4 2026", "2026-10-01", -156, 11, false)];
    const {finding, paragraphs} = quarterAnswer(facts({quarters}));
    expect(plain(finding)).toBe("Partner revenue in Q3 2026: -€3K, against €8K in Q3 2025");
    expect(plain(paragraphs[1]!).replaceAll("\u00a0", " ")).toBe(
      "Q4 2026 up to 31 Oct 2026: -€156; €11 in the same days a year before."
    );
    expect(compared(quarter("Q3 2026", "2026-07-01", -5, 0), {currency: "EUR"})).toBe("no revenue in Q3 2025");
  });

  test("lead with the last complete quarter, never with the running one", () => {
    const quarters = [quarter("Q3\u00a02026", "2026-07-01", 150, 100), quarter("Q4\u00a02026", "2026-10-01", 9, 7, false)];
    const {finding, paragraphs} = quarterAnswer(facts({quarters}));
    expect(plain(finding)).toBe("Partner revenue in Q3\u00a02026: €150, 50% above Q3\u00a02025 (€100)");
    expect(paragraphs.map(plain)[1]).toBe(
      "Q4\u00a02026 up to 31\u00a0Oct\u00a02026: €9, 29% above the same days a year before (€7)."
    );
    expect(plain(quarterAnswer(facts({})).finding)).toBe("No complete quarter of revenue in the data yet");
  });

  test("say above all what the running year has brought, with the same days of the last", () => {
    const said = (net: number, before: number | null) => {
      const years = [quarter("2025", "2025-01-01", 150, 100), quarter("2026", "2026-01-01", net, before, false)];
      const {finding, paragraphs} = revenueHeadline(facts({years}));
      expect(plain(finding)).toBe("Partner revenue in 2025: €150, 50% above 2024 (€100)");
      return plain(paragraphs[0]!).replaceAll("\u00a0", " ");
    };
    expect(said(30, 40)).toBe("2026 up to 31 Oct 2026: €30, 25% below the same days a year before (€40).");
    expect(said(40, 40)).toBe("2026 up to 31 Oct 2026: €40, as in the same days a year before (€40).");
    expect(said(40, 0)).toBe("2026 up to 31 Oct 2026: €40; nothing in the same days a year before.");
    expect(said(40, null)).toBe("2026 up to 31 Oct 2026: €40.");
  });

  test("are not said to be stalled or not, nor to bring nothing, where no won deal tells how long they take", () => {
    const forecasts = [
      {...{as_of: "2026-10-31", horizon: "days", level: "all", member: "all", until: "2027-01-29", method: "year_mean"}, expected: 0, lower: null, upper: null, actual: null} // prettier-ignore
    ] as RevenueFacts["forecasts"];
    const f = facts({pipeline: [open(80, 0)], forecasts});
    expect(plain(pipelineAnswer(f).finding)).toBe("80 open deals with partners, worth €8K");
    expect(plain(pipelineAnswer(f).paragraphs[0]!)).toContain("how long deals take is not known yet");
    expect(plain(stalledAnswer(f).finding)).toBe("Too few won deals to say whether any of 80 open deals is stalled");
  });

  test("are not forecast to bring nothing to the quarter's end where no won deal is on record", () => {
    const row = {horizon: "quarter", level: "all", member: "all", method: "year_mean", lower: null, upper: null, actual: null};
    const forecasts = [{...row, as_of: "2026-10-31", until: "2026-12-31", expected: 0}] as RevenueFacts["forecasts"];
    const told = (of: Partial<RevenueFacts>) => plain(quarterSentence(facts({forecasts, ...of}))).replaceAll("\u00a0", " ");
    expect(told({pipeline: [open(80, 0)]})).toBe(
      "No won deal with partners is on record, so what open deals will bring can’t be forecast."
    );
    expect(told({})).toBe("");
    const quarters = [quarter("Q3 2026", "2026-07-01", 150, 100)];
    expect(told({pipeline: [open(80, 0)], quarters})).toContain("to the quarter’s end on 31 Dec 2026: €0");
  });

  test("are the open deal where there is one", () =>
    expect(plain(stalledAnswer(facts({pipeline: [open(1, 0)]})).finding)).toBe(
      "Too few won deals to say whether the open deal is stalled"
    ));

  test.each([
    [0, 0, "No open deals with partners"],
    [1, 0, "1 open deal with partners, worth €100"],
    [2, 1, "2 open deals with partners, worth €200"]
  ])("of %i open deals, %i of them stalled, are right", (deals, stalled, finding) => {
    const found = pipelineAnswer(facts({pipeline: [open(deals, stalled)]}));
    expect(plain(found.finding)).toBe(finding);
    if (stalled === 1) expect(plain(found.paragraphs[0]!)).toContain("1 deal is stalled, worth €100");
  });
});

describe("sentences on groups", () => {
  const group = (member: "A" | "B", partners: number, net: number, share: number | null) => ({
    ...{as_of: "2026-10-31", dimension: "class" as const, member, partners, net, share}
  });

  test("say how many partners are in group A and what they bring", () => {
    const groups = [group("A", 2, 80, 0.8), group("B", 8, 20, 0.2)];
    expect(plain(classesAnswer(facts({groups})).finding)).toBe("Group A, 2 of 10 partners, brings 80% of partner revenue");
  });

  test("name the group that brings it where no partner brings more than its part, so that there is no group A", () => {
    const groups = [group("A", 0, 0, 0), group("B", 8, 168, 1)];
    expect(plain(classesAnswer(facts({groups})).finding)).toBe("Group B, 8 of 8 partners, brings 100% of partner revenue");
  });

  test("claim nothing without revenue", () =>
    expect(plain(classesAnswer(facts({groups: [group("A", 2, 0, null)]})).finding)).toBe(
      "No partner revenue in the last 12 months"
    ));
});

test("a partner that never won a deal is not said to wait for a quarter's end", () => {
  expect(plain(partnerQuarter([], about))).toBe("No revenue recorded");
  expect(plain(partnerQuarter([quarter("Q4 2026", "2026-10-01", 5, null, false)], about))).toBe(
    "No complete quarter of revenue yet"
  );
});

test("a partner whose won deals have no exchange rate is not said to have no revenue recorded", () => {
  const f = {quarters: [], open: undefined, forecast: undefined};
  const yen = {currency: "JPY", deals: 2, amount: 8e6};
  expect(plain(partnerRevenueWords({...f, excluded: [yen]}, about).finding)).toBe("No revenue with an exchange rate recorded");
  expect(plain(partnerRevenueWords({...f, excluded: []}, about).finding)).toBe("No revenue recorded");
});

describe("what is expected", () => {
  const expected = (as_of: string, until: string): RevenueFacts["forecasts"][number] => ({
    ...{as_of, until, horizon: "quarter", level: "all", member: "all", method: "model", actual: null},
    ...{expected: 500, lower: 200, upper: 800}
  });

  test("up to the quarter's end begins after the data date, and comes on top of what the quarter has brought", () => {
    const now = {...quarter("Q4 2026", "2026-10-01", 130, null, false), ends_on: "2026-12-31"};
    const f = facts({
      quarters: [quarter("Q3 2026", "2026-07-01", 90, null), now],
      forecasts: [expected("2026-10-31", "2026-12-31")]
    });
    expect(plain(quarterSentence(f)).replaceAll("\u00a0", " ")).toBe(
      "Expected from 1 Nov 2026 to the quarter’s end on 31 Dec 2026: €500 (€200 to €800), on top of €130 up to 31 Oct 2026."
    );
  });

  test("up to a quarter's end at a pace that is half or less of the other forecast's is told to contradict it", () => {
    // 61 of 90 days: €500 are a pace of €738 in all of them
    const to = expected("2026-10-31", "2026-12-31");
    const days = (amount: number) => ({...to, horizon: "days" as const, until: "2027-01-29", expected: amount});
    const told = (amount: number, change: Partial<RevenueFacts> = {}, quarterly = to) =>
      plain(quarterSentence(facts({forecasts: [quarterly, days(amount)], ...change})));
    const alone = "each is forecast alone, and they do not agree.";
    expect(told(1_480)).toContain(`At that pace the next 90 days would bring €738, not €1.48K: ${alone}`);
    expect(told(1_470)).not.toContain(alone);
    expect(told(1_480, {about: {...facts({}).about, amounts: "banded"}})).not.toContain(alone);
  });

  test("up to a quarter's end that is above the one for all the days around it is told to contradict it", () => {
    const to = expected("2026-10-31", "2026-12-31");
    const days = (amount: number, until = "2027-01-29") => ({...to, horizon: "days" as const, until, expected: amount});
    const told = (...forecasts: RevenueFacts["forecasts"][number][]) => plain(quarterSentence(facts({forecasts})));
    expect(told(to, days(120))).toContain(
      "That is more than is expected of all the next 90 days (€120): each is forecast alone, and they do not agree."
    );
    for (const fine of [days(500), days(120, "2026-12-15")]) expect(told(to, fine)).not.toContain("agree");
  });

  test("in a quarter that has not begun is all of it", () => {
    const f = {
      ...facts({quarters: [quarter("Q3 2026", "2026-07-01", 90, null)], forecasts: [expected("2026-09-30", "2026-12-31")]}),
      about: {...about, as_of: "2026-09-30"}
    };
    expect(plain(quarterSentence(f)).replaceAll("\u00a0", " ")).toBe(
      "Expected from 1 Oct 2026 to the quarter’s end on 31 Dec 2026: €500 (€200 to €800)."
    );
  });

  test("up to the quarter's end is told with how far off it was in the past, and how often the outcome lay in its range", () => {
    const test = {
      ...{horizon: "quarter", pool: "all", method: "model", is_published: true},
      ...{origins: 13, pinball: 1, error: 1, error_share: 0.27, coverage: 0.92}
    } as RevenueFacts["tests"][number];
    const f = {
      ...facts({quarters: [quarter("Q3 2026", "2026-07-01", 90, null)], forecasts: [expected("2026-09-30", "2026-12-31")]}),
      about: {...about, as_of: "2026-09-30"},
      tests: [test, {...test, horizon: "days" as const, error_share: 0.1, coverage: 1}]
    };
    expect(plain(quarterSentence(f))).toMatch(
      / Over 13 past dates a forecast to a quarter’s end was off by 27% on average, and 92% of outcomes lay in its 90% range\.$/
    );
  });

  test("that missed more than came after refunds is told by how much money, never by a negative part", () => {
    const test = {
      ...{horizon: "days", pool: "all", method: "pipeline", is_published: true, pinball: 5},
      ...{origins: 8, forecasts: 8, too_high: 8, error: 8_350_000, error_share: null, coverage: 0.25}
    } as RevenueFacts["tests"][number];
    const f = {...facts({}), tests: [test]};
    const past =
      "Over 8 past dates the forecast of the next 90 days was off by €8.35M on average, 8 of 8 too high, and 25% of outcomes lay in its 90% range.";
    expect(plain(pastSentence(f))).toBe(past);
    expect(plain(testsAnswer(f).finding)).toBe("Off by €8.35M on average over 8 past dates");
  });

  test("by another method than the model says why: the model was no better, or too few past dates show it", () => {
    const of = (method: string, pinball: number | null, is_published = false) =>
      ({
        ...{horizon: "days", pool: "all", method, is_published, pinball},
        ...{origins: 3, forecasts: 3, too_high: 0, error: 1, error_share: 0.27, coverage: 1}
      }) as RevenueFacts["tests"][number];
    const told = (...tests: RevenueFacts["tests"]) => plain(methodSentence({...facts({}), tests}));
    const mean = of("year_mean", 5, true);
    expect(told(mean, of("model", 6))).toContain("the model was no better in the past");
    for (const model of [of("model", 4), of("model", null)])
      expect(told(mean, model)).toContain("too few past dates show yet whether the model is better");
    expect(told(of("model", 4, true), of("year_mean", 5), of("year_before", null))).toContain(
      "better than those of 1 simple guess."
    );
  });

  test("of a partner says from which day to which", () => {
    const ahead = {expected: 500, lower: null, upper: null, until: "2027-01-29"};
    expect(plain(aheadSentence(ahead, about)).replaceAll("\u00a0", " ")).toBe("Expected from 1 Nov 2026 to 29 Jan 2027: €500.");
    expect(plain(aheadSentence(undefined, about))).toBe("Too few won deals for a forecast.");
  });

  test("of a partner is told with how far off the forecasts of single partners were", () => {
    const ahead = {expected: 500, lower: 200, upper: 800, until: "2027-01-29"};
    const past = {origins: 13, error_share: 0.71, coverage: 0.89};
    const leaning = (forecasts: number, too_high: number) =>
      plain(aheadSentence({expected: 1, lower: 0, upper: 2, until: "2027-01-29"}, about, {...past, forecasts, too_high}));
    expect(leaning(11, 10)).toContain("off by 71% on average, 10 of 11 too high, and 89%");
    expect([leaning(11, 8), leaning(4, 4)].some((text) => /too high/.test(text))).toBe(false);
    expect(plain(aheadSentence(ahead, about, past)).replaceAll("\u00a0", " ")).toBe(
      "Expected from 1 Nov 2026 to 29 Jan 2027: €500 (€200 to €800). Over 13 past dates forecasts of single partners were off by 71% on average, and 89% of outcomes lay in their 90% ranges."
    );
    for (const untold of [
      {...past, origins: 0},
      {...past, error_share: null}
    ])
      expect(plain(aheadSentence(ahead, about, untold))).not.toContain("Over");
  });
});

describe("titles of pictures of revenue", () => {
  test("name the grade that brings most, the first of equal ones", () => {
    const of = (member: "trusted" | "at_risk" | "unproven", share: number) => ({member, share});
    expect(gradesTitle([of("trusted", 0.25), of("at_risk", 0.75)])).toBe("Largest share of partner revenue: 75%, at risk");
    expect(gradesTitle([of("trusted", 0.5), of("at_risk", 0.5)])).toBe("Largest share of partner revenue: 50%, trusted");
    expect(gradesTitle([of("unproven", 1)])).toBe("Largest share of partner revenue: 100%, not enough data to rate");
  });

  test("say what is expected, and beside it the latest forecast whose days are over", () => {
    const of = (as_of: string, expected: number, actual: number | null): RevenueFacts["forecasts"][number] => ({
      as_of,
      until: as_of,
      horizon: "days",
      level: "all",
      member: "all",
      method: "model",
      expected,
      lower: null,
      upper: null,
      actual
    });
    const rows = [of("2026-06-30", 100, 90), of("2026-07-31", 120, 0), of("2026-10-31", 150, null)];
    expect(forecastTitle(rows, 90, "EUR")).toBe("Expected in the next 90 days: €150; latest outcome: €0 against €120 expected");
    expect(forecastTitle(rows.slice(2), 90, "EUR")).toBe("Expected in the next 90 days: €150");
  });
});

describe("fiscal periods", () => {
  test("are called by the calendar, or by the year in which a fiscal year ends", () => {
    expect(periodLabel("2026-07-01", "quarter", 1)).toBe("Q3\u00a02026");
    expect(periodLabel("2026-07-01", "quarter", 4)).toBe("Q2\u00a0FY2027");
    expect(periodLabel("2026-02-01", "quarter", 2)).toBe("Q1\u00a0FY2027");
    expect(periodLabel("2026-01-01", "year", 1)).toBe("2026");
    expect(periodLabel("2026-04-01", "year", 4)).toBe("FY2027");
  });

  test("end with the month before the next begins", () => {
    expect([endsQuarter("2026-09-30", 1), endsQuarter("2026-09-29", 1), endsQuarter("2026-10-31", 1)]).toEqual([
      true,
      false,
      false
    ]);
    expect(endsQuarter("2026-10-31", 2)).toBe(true);
  });
});

test("the caption of the quarters explains the columns that are drawn, and no others", () => {
  const quarters = (whole: number, part: number) => [
    ...Array.from({length: whole}, () => ({is_complete: true})),
    ...Array.from({length: part}, () => ({is_complete: false}))
  ];
  const net = "Net revenue of won deals with partners by quarter.";
  const blue = "Blue: the last complete quarter";
  const dashed = "Dashed: a quarter of which not all days are in the data.";
  expect(quartersCaption(quarters(0, 1))).toBe(`${net} ${dashed}`);
  expect(quartersCaption(quarters(4, 0))).toBe(`${net} ${blue}.`);
  expect(quartersCaption(quarters(0, 1), true)).toBe(`Net revenue of its won deals by quarter. ${dashed}`);
  expect(quartersCaption(quarters(5, 0))).toBe(`${net} ${blue}, and outlined the same quarter a year before.`);
  expect(quartersCaption(quarters(5, 1))).toBe(`${net} ${blue}, and outlined the same quarter a year before. ${dashed}`);
});

test("only the running quarter is told so far; one that is over and not covered by records is told as that", () => {
  const quarters = [
    quarter("Q2 2026", "2026-04-01", 10, null, false),
    quarter("Q3 2026", "2026-07-01", 20, null),
    quarter("Q4 2026", "2026-10-01", 5, null, false)
  ];
  expect(quarters.map((row) => periodName(row, quarters))).toEqual(["Q2 2026 (not all recorded)", "Q3 2026", "Q4 2026 so far"]);
});

test("the caption of forecasts names their range and their outcomes only where these are drawn", () => {
  const row = {lower: null, upper: null, actual: null};
  expect(forecastCaption([row], 90)).toBe("At each month-end: the forecast of the 90 days after it (line).");
  expect(forecastCaption([row, {lower: 1, upper: 9, actual: null}, {...row, actual: 4}], 90)).toBe(
    "At each month-end: the forecast of the 90 days after it with its 90% range (line and band), and what came (dots)."
  );
});

test("a count of thousands of open deals is told with its separators", () => {
  const open = {as_of: "2026-06-30", kind: "partner", deals: 1374, value: 9, stalled: 0, stalled_value: 0, overdue: 0};
  const f = {
    about: {as_of: "2026-06-30", currency: "EUR", recorded: {deals: true}, excluded: null},
    pipeline: [{...open, won_days: null, stalled_after_days: null}]
  } as unknown as RevenueFacts;
  expect(plain(stalledAnswer(f).finding)).toBe("Too few won deals to say whether any of 1,374 open deals is stalled");
});

test("a deal is said to be stalled from the share of won deals on that the setting names", () => {
  const open = {as_of: "2026-06-30", kind: "partner", deals: 4, value: 9, stalled: 1, stalled_value: 5, overdue: 0};
  const f = {
    about: {as_of: "2026-06-30", currency: "EUR", recorded: {deals: true}, excluded: null},
    pipeline: [{...open, won_days: 48, stalled_after_days: 60}],
    stalled_share: 0.75
  } as unknown as RevenueFacts;
  expect(plain(stalledAnswer(f).paragraphs[0]!)).toBe(
    "Half of the won deals closed within 48 days. A deal is stalled when it is older than 75% of the won deals of its size were, or past its expected close."
  );
});

describe("amounts that readers see as bands", () => {
  const about = (amounts?: "rounded" | "banded" | "indexed") => ({
    currency: amounts === "indexed" ? null : "EUR",
    ...(amounts ? {amounts} : {})
  });
  const said = (net: number, before: number, amounts: "rounded" | "banded" | "indexed") =>
    compared(quarter("Q3\u00a02026", "2026-07-01", net, before), about(amounts)).replaceAll("\u00a0", " ");

  test("are compared without a number, which of two bands would be a false one", () => {
    // €29,300 and €4,020
    expect(said(20000, 2000, "banded")).toBe("above Q3 2025 (€2K)");
    // €29,100 and €26,600
    expect(said(20000, 20000, "banded")).toBe("in the band of Q3 2025 (€20K)");
    expect(said(20, 50, "indexed")).toBe("below Q3 2025 (50)");
    expect(said(20, 0, "indexed")).toBe("less than 1 in Q3 2025");
    expect(said(630000, 390000, "rounded")).toBe("about 62% above Q3 2025 (€390K)");
  });

  test("are not added up to a year, and their sum is told as the least that it can be", () => {
    const quarters = Array.from({length: 8}, (_, i) =>
      quarter(`Q${(i % 4) + 1}\u00a0${2025 + Math.floor(i / 4)}`, "2026-07-01", 20, 10)
    );
    expect(plain(yearSentence(quarters, about("banded")))).toBe("");
    expect(plain(yearSentence(quarters, about()))).toContain("€80; the 4 before: €80");
    expect([summed(65000, about("banded")), summed(65000, about())]).toEqual(["at least €65K", "€65K"]);
  });

  test("are said to be bands on the line that dates each page", () => {
    const dated = {company: "Test", as_of: "2026-06-30", partners: 3, window_days: 180};
    expect(datedLine(dated).replaceAll("\u00a0", " ")).toBe("Test · data to 30 June 2026 · 3 partners");
    expect(datedLine({...dated, amounts: "banded"})).toContain(" · amounts are lower ends of bands (1, 2, 5, 10, 20, …)");
    expect(dataTo({...dated, amounts: "indexed"})).toContain(" of 100 = partner revenue of 180 days");
    expect(dataTo({...dated, amounts: "rounded"})).toContain("amounts rounded to two digits");
  });
});

test("a quarter that one deal makes, or the one that it is compared with, is told with that", () => {
  const told = (now: boolean, before: boolean) => {
    const [a, b] = [quarter("Q3 2025", "2025-07-01", 355, null), quarter("Q3 2026", "2026-07-01", 9500, 355)];
    const quarters = [
      {...a, one_deal: before},
      {...b, one_deal: now}
    ];
    return plain(quarterAnswer(facts({quarters})).paragraphs[0]!).replaceAll("\u00a0", " ");
  };
  expect(told(false, false)).toMatch(/^Three won deals with partners closed from .*\.$/);
  expect(told(true, false)).toContain(". In Q3 2026 one deal brought half of the revenue or more.");
  expect(told(false, true)).toContain(". In Q3 2025 one deal brought half of the revenue or more.");
  expect(told(true, true)).toContain(". In Q3 2025 and Q3 2026 one deal brought half of the revenue or more.");
});

test("growth of which half or more came from partners that are new since then is told with that", () => {
  const told = (net_before: number | null) => {
    const quarters = [{...quarter("Q3 2026", "2026-07-01", 945, net_before), new_partners: true}];
    return plain(quarterAnswer(facts({quarters})).paragraphs[0]!).replaceAll("\u00a0", " ");
  };
  expect(told(290)).toContain(". Half of the revenue or more came from partners whose first deal is later than Q3 2025.");
  // compared with nothing
  for (const before of [0, null]) expect(told(before)).not.toContain("first deal");
});

test("a quarter without revenue, like the one a year before, is told as one; an index of 0 may be little revenue and is not", () => {
  const none = [quarter("Q3 2026", "2026-07-01", 0, 0)];
  expect(plain(partnerQuarter(none, about))).toBe("No revenue in Q3 2026");
  expect(plain(partnerQuarter(none, {...about, amounts: "indexed"}))).not.toContain("No revenue in Q3 2026");
  expect(plain(partnerQuarter([quarter("Q3 2026", "2026-07-01", 0, 70)], about))).not.toContain("No revenue in Q3 2026");
  expect(plain(partnerQuarter([quarter("Q3 2026", "2026-07-01", 70, 0)], about))).not.toContain("No revenue in Q3 2026,");
});

test("the number of a quarter’s won deals says that those without an exchange rate are not among them", () => {
  const told = (deals: number, left_out: number) =>
    plain(quarterAnswer(facts({quarters: [{...quarter("Q3 2026", "2026-07-01", 0, null), deals, left_out}]})).paragraphs[0]!);
  expect(told(0, 2)).toContain("No won deals with partners and an exchange rate closed from ");
  expect(told(0, 0)).toContain("No won deals with partners closed from ");
});

test("periods of which one lacks won deals without an exchange rate are set side by side, and no change is told between them", () => {
  const of = (left_out: number, left_out_before: number) =>
    quarterAnswer(facts({quarters: [{...quarter("Q3 2026", "2026-07-01", 440, 626), left_out, left_out_before}]}));
  expect(
    [of(8, 0), of(0, 1), of(1, 2), of(0, 0)].map((a) =>
      [a.finding, ...a.paragraphs].map(plain).flatMap((text) => text.replace(/\u00a0/g, " ") || [])
    )
  ).toEqual([
    [
      "Partner revenue in Q3 2026: €440, against €626 in Q3 2025",
      "Three won deals with partners and an exchange rate closed from 1 Jul 2026 to 1 Jul 2026. Not like for like: 8 won deals of Q3 2026 have no exchange rate."
    ],
    [
      "Partner revenue in Q3 2026: €440, against €626 in Q3 2025",
      "Three won deals with partners closed from 1 Jul 2026 to 1 Jul 2026. Not like for like: 1 won deal of Q3 2025 has no exchange rate."
    ],
    [
      "Partner revenue in Q3 2026: €440, against €626 in Q3 2025",
      "Three won deals with partners and an exchange rate closed from 1 Jul 2026 to 1 Jul 2026. Not like for like: 1 won deal of Q3 2026 and 2 of Q3 2025 have no exchange rate."
    ],
    [
      "Partner revenue in Q3 2026: €440, 30% below Q3 2025 (€626)",
      "Three won deals with partners closed from 1 Jul 2026 to 1 Jul 2026."
    ]
  ]);
  const running = {...quarter("2026", "2026-01-01", 90, 100, false), left_out: 2, left_out_before: 0};
  expect(revenueHeadline(facts({years: [running]})).paragraphs.map((text) => plain(text).replace(/\u00a0/g, " "))).toContain(
    "2026 up to 31 Oct 2026: €90, against €100 in the same days a year before. Not like for like: 2 won deals of 2026 have no exchange rate."
  );
  const partners = {...quarter("Q3 2026", "2026-07-01", 0, 0), left_out: undefined, left_out_before: undefined, unlike: true};
  expect(plain(partnerQuarter([partners], about))).toBe("€0 in Q3 2026, against €0 in Q3 2025");
});
