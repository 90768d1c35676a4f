import type {About, Answer, File, Grade, Sentence} from "../contract/index.js";
import {counted, firstCounted, longDate, money, percent, period, plural, shortDate, whole} from "../shared/formats.js";
import {incomplete, moneyUnknown, revenueName} from "./money.js";
import {gradeNames} from "./names.js";
import {answer, nothing, paragraph, say, strong} from "./say.js";

/* Revenue by period, the pipeline and the forecast. */

type Overview = File<"overview">;
type Period = Overview["quarters"][number];
type Pipeline = Overview["pipeline"][number];
type Stage = File<"revenue">["stages"][number];
type Forecast = Overview["forecasts"][number];
type Test = File<"revenue">["tests"][number];
type Group = Overview["groups"][number];

const sum = <R>(rows: readonly R[], of: (row: R) => number): number => rows.reduce((total, row) => total + of(row), 0);

/** What the sentences on revenue are made of. */
export interface RevenueFacts {
  about: About;
  /** Days that the forecast looks ahead. */
  forecast_days: number;
  quarters: readonly Period[];
  years: readonly Period[];
  groups: readonly Group[];
  pipeline: readonly Pipeline[];
  stages: readonly Stage[];
  forecasts: readonly Forecast[];
  tests: readonly Test[];
}

/** Why the period of a year before can't be compared, or how far from it this one is. */
export function compared({net, net_before: before, label}: Period, currency: string | null): string {
  const earlier = yearBefore(label);
  if (before === null) return `the records do not cover all of ${earlier}`;
  if (before <= 0) return `no revenue in ${earlier}`;
  const change = net / before - 1;
  const side = change === 0 ? "as in" : `${percent(Math.abs(change))} ${change > 0 ? "above" : "below"}`;
  return `${side} ${earlier} (${money(before, currency)})`;
}

/** "Q3 2026" a year before: "Q3 2025". */
export const yearBefore = (label: string): string => label.replace(/\d{4}$/, (year) => String(Number(year) - 1));

export const lastComplete = (periods: readonly Period[]): Period | undefined => periods.findLast((row) => row.is_complete);
const running = (periods: readonly Period[]): Period | undefined =>
  periods.find((row) => !row.is_complete && row === periods.at(-1));

/** The last complete quarter against the same one a year before. */
export function quarterAnswer(f: RevenueFacts): Answer {
  const {currency} = f.about;
  const last = lastComplete(f.quarters);
  const now = running(f.quarters);
  const way = {to: "./revenue", label: "Revenue, pipeline and forecast"};
  const question = "How is partner revenue?";
  if (moneyUnknown(f.about)) return answer(question, incomplete(f.about), [], way);
  if (!last) return answer(question, say`No complete quarter of revenue in the data yet`, [sofar(now, f)], way);
  return answer(
    question,
    say`Partner revenue in ${last.label}: ${money(last.net, currency)}, ${compared(last, currency)}`,
    [
      say`${firstCounted(last.deals, "won deal")} closed from ${shortDate(last.starts_on)} to ${shortDate(last.ends_on)}.`,
      sofar(now, f)
    ],
    way
  );
}

/** The running quarter, with the same days a year before. */
function sofar(now: Period | undefined, f: RevenueFacts): Sentence {
  if (!now) return nothing;
  const {as_of: day, currency} = f.about;
  const before = now.net_before === null ? "" : `; the same days a year before: ${money(now.net_before, currency)}`;
  return say`${now.label} up to ${shortDate(day)}: ${strong(money(now.net, currency))}${before}.`;
}

export const forecastOf = (forecasts: readonly Forecast[], day: string, horizon: Forecast["horizon"], member = "all") =>
  forecasts.find((row) => row.as_of === day && row.horizon === horizon && row.member === member);

const range = ({expected, lower, upper}: Pick<Forecast, "expected" | "lower" | "upper">, currency: string | null): string =>
  lower === null || upper === null
    ? money(expected, currency)
    : `${money(expected, currency)} (${money(lower, currency)}\u00a0to\u00a0${money(upper, currency)})`;

/** What is open, and what of it and of new deals is to be expected. */
export function pipelineAnswer(f: RevenueFacts): Answer {
  const {as_of: day, currency} = f.about;
  const open = f.pipeline.find((row) => row.as_of === day && row.kind === "partner");
  const days = forecastOf(f.forecasts, day, "days");
  const way = {to: "./revenue#pipeline", label: "Open deals, stalled deals and past forecasts"};
  const question = "What is coming?";
  if (!f.about.recorded.deals) return answer(question, incomplete(f.about), [], way);
  if (moneyUnknown(f.about)) return answer(question, incomplete(f.about), [openSentence(open, f)], way);
  if (!open?.deals && !days?.expected) return answer(question, say`No open deals with partners`, [], way);
  const finding = days
    ? say`${range(days, currency)} of ${revenueName(f.about)} expected in the next ${period(f.forecast_days)}`
    : say`${counted(open?.deals ?? 0, "open deal")} with partners, worth ${money(open?.value ?? 0, currency)}`;
  return answer(question, finding, [openSentence(open, f), quarterSentence(f), methodSentence(f)], way);
}

function openSentence(open: Pipeline | undefined, f: RevenueFacts): Sentence {
  if (!open?.deals) return say`No deals with partners are open.`;
  const {currency} = f.about;
  const worth = say`Open with partners: ${strong(counted(open.deals, "deal"))} worth ${strong(money(open.value, currency))}`;
  const stalled = open.stalled
    ? say`; ${counted(open.stalled, "deal is", "deals are")} stalled, worth ${money(open.stalled_value, currency)}.`
    : say`; none is stalled.`;
  const left = open.excluded_deals
    ? say`${counted(open.excluded_deals, "open deal has", "open deals have")} no exchange rate and no value here.`
    : nothing;
  return paragraph([...worth, ...stalled], left);
}

function quarterSentence(f: RevenueFacts): Sentence {
  const to = forecastOf(f.forecasts, f.about.as_of, "quarter");
  return to ? say`Expected up to the quarter’s end on ${longDate(to.until)}: ${range(to, f.about.currency)}.` : nothing;
}

/** What each way to forecast is called. */
export const methodNames: Record<Forecast["method"], string> = {
  model: "open deals by age and size, and new deals at each partner’s pace",
  quarter_before: "the revenue of the same number of days before",
  year_before: "the revenue of the same days a year before",
  year_mean: "the average of the last 12 months",
  pipeline: "open deals times the share of closed deals won"
};

export const publishedTest = (tests: readonly Test[], horizon: Test["horizon"] = "days", pool = "all"): Test | undefined =>
  tests.find((row) => row.horizon === horizon && row.pool === pool && row.is_published);

/** How the forecast is made, and how far off it was. */
export function methodSentence(f: Pick<RevenueFacts, "tests">): Sentence {
  const used = publishedTest(f.tests);
  if (!used) return nothing;
  const how =
    used.method === "model"
      ? say`Method: ${methodNames.model}; in the past estimate and range together (pinball loss) were better than those of ${f.tests.filter((t) => t.horizon === "days" && t.pool === "all").length - 1} simple guesses.`
      : f.tests.some((t) => t.method === "model" && t.origins > 0)
        ? say`Method: ${methodNames[used.method]}; the model was no better in the past, so it is not shown.`
        : say`Method: ${methodNames[used.method]}; too few past dates show yet whether the model is better, so it is not shown.`;
  if (!used.origins || used.error_share === null || used.coverage === null)
    return paragraph(how, say`Too few past forecasts to give a range.`);
  return paragraph(
    how,
    say`Over ${counted(used.origins, "past date")} it was off by ${percent(used.error_share)} on average, and ${percent(used.coverage)} of outcomes lay in its 90% range.`
  );
}

/** Partner revenue by grade. */
export function gradesAnswer(f: Pick<RevenueFacts, "about" | "groups">): Answer {
  const share = (grade: Grade) => f.groups.find((row) => row.dimension === "grade" && row.member === grade)?.share ?? 0;
  const total = f.groups.filter((row) => row.dimension === "grade").reduce((sum, row) => sum + row.net, 0);
  const question = "How reliable are those who bring it?";
  if (moneyUnknown(f.about)) return answer(question, incomplete(f.about));
  if (total <= 0) return answer(question, say`No partner revenue in the last ${period(f.about.window_days)}`);
  const unrated = share("unproven") + share("not_rated");
  return answer(
    question,
    unrated > 0.5
      ? say`${percent(unrated)} of partner revenue is from partners without a rating`
      : say`${percent(share("trusted"))} of partner revenue is from trusted partners, ${percent(share("at_risk"))} from partners at risk`,
    [say`Revenue of the last ${period(f.about.window_days)}, by grade of today.`],
    {to: "./trust", label: "All partners by trust score"}
  );
}

export function revenueHeadline(f: RevenueFacts): Answer {
  const year = lastComplete(f.years);
  const {currency} = f.about;
  const yearly = year ? say`Partner revenue in ${year.label}: ${money(year.net, currency)}, ${compared(year, currency)}` : null;
  return answer(
    null,
    moneyUnknown(f.about) ? incomplete(f.about) : (yearly ?? say`Revenue with partners, open deals and forecast`),
    [
      say`Net revenue of won deals by the day they closed, each partner with its share. Periods are compared with the same period a year before.`
    ]
  );
}

export const stageName = (stage: string | null): string => stage ?? "no stage recorded";

/** Where the open deals are in the sales process, and what sellers expect of them. */
export function stagesAnswer(f: RevenueFacts): Answer {
  const question = "How far are the open deals?";
  const {currency} = f.about;
  const deals = sum(f.stages, (d) => d.deals);
  const staged = f.stages.filter((d) => d.stage !== null);
  if (!deals) return answer(question, say`No deals with partners are open`);
  if (!staged.length) return answer(question, say`No stage is recorded of ${counted(deals, "open deal")}`, [remedyForStages]);
  if (moneyUnknown(f.about)) return answer(question, incomplete(f.about));
  const last = staged.at(-1)!;
  const left = deals - sum(staged, (d) => d.deals);
  return answer(
    question,
    say`${counted(last.deals, "open deal")} of ${deals} ${plural(last.deals, "is", "are")} in the stage ${last.stage!}, worth ${money(last.value, currency)}`,
    [statedSentence(f), left ? say`${firstCounted(left, "open deal has", "open deals have")} no recorded stage.` : nothing]
  );
}

const remedyForStages = say`With the columns stage, expected_close_on and probability of deals this page shows where they are in the sales process.`;

/** What the recorded probabilities come to, against what deals of this age and size came to. */
function statedSentence(f: RevenueFacts): Sentence {
  const stated = f.stages.filter((d) => d.stated_value !== null);
  if (!stated.length) return nothing;
  const {currency} = f.about;
  const value = sum(stated, (d) => d.stated_value ?? 0);
  const n = sum(stated, (d) => d.stated_deals);
  return paragraph(
    say`By the probability that sellers recorded, ${counted(n, "open deal comes", "open deals come")} to ${strong(money(value, currency))}, whenever they close.`,
    say`Deals of the same age and size were won at a rate that brings ${strong(
      money(
        sum(f.stages, (d) => d.expected_value),
        currency
      )
    )} within ${period(f.forecast_days)}.`
  );
}

export const stagesTitle = (stages: readonly Stage[], currency: string | null): string =>
  `Open deals by stage: ${money(
    sum(stages, (d) => d.value),
    currency
  )}`;
export const stagesCaption =
  "Value of open deals with partners, by the stage that is recorded of them. Red: stalled, so older than nearly all won deals of their size were, or past their expected close.";

/** Which deals need a push. */
export function stalledAnswer(f: RevenueFacts): Answer {
  const open = f.pipeline.find((row) => row.as_of === f.about.as_of && row.kind === "partner");
  const {currency} = f.about;
  if (!f.about.recorded.deals) return answer("Which open deals are stalled?", incomplete(f.about));
  if (!open?.deals) return answer("Which open deals are stalled?", say`No deals with partners are open`);
  const usual =
    open.won_days === null || open.stalled_after_days === null
      ? nothing
      : say`Half of the won deals closed within ${counted(Math.round(open.won_days), "day")}. A deal is stalled when it is older than 9 in 10 won deals of its size were, or past its expected close.`;
  return answer(
    "Which open deals are stalled?",
    open.stalled
      ? say`${counted(open.stalled, "deal")} of ${open.deals} ${plural(open.stalled, "is", "are")} stalled, worth ${money(open.stalled_value, currency)}`
      : open.deals === 1
        ? say`The open deal is not stalled`
        : say`None of ${counted(open.deals, "open deal")} is stalled`,
    [usual, open.overdue ? say`${firstCounted(open.overdue, "deal is", "deals are")} past the expected close.` : nothing]
  );
}

/** The past of the forecast. */
export function testsAnswer(f: RevenueFacts): Answer {
  const used = publishedTest(f.tests);
  const question = "How good was the forecast?";
  if (!f.about.recorded.deals) return answer(question, incomplete(f.about));
  if (!used) return answer(question, say`No past to test a forecast on`);
  const finding =
    used.error_share === null
      ? say`Too few past forecasts to judge`
      : say`Off by ${percent(used.error_share)} on average over ${counted(used.origins, "past date")}`;
  return answer(question, finding, [
    methodSentence(f),
    say`Past forecasts use what is recorded today: of deals that closed since, their final amounts. Windows of neighbouring dates overlap.`
  ]);
}

export const quartersTitle = (quarters: readonly Period[], currency: string | null): string => {
  const last = lastComplete(quarters);
  return last ? `Partner revenue by quarter; ${last.label}: ${money(last.net, currency)}` : "Partner revenue by quarter";
};
export const quartersCaption =
  "Net revenue of won deals by quarter. Blue: the last complete quarter, and outlined the same quarter a year before. Hollow: the running quarter, up to the data date.";
/** @param grades the grades that bring something, in the order of the bar */
export function gradesTitle(grades: readonly Pick<Group, "member" | "share">[]): string {
  const most = grades.reduce((a, b) => ((b.share ?? 0) > (a.share ?? 0) ? b : a));
  return `Largest share of partner revenue: ${percent(most.share)}, ${groupName(most.member)}`;
}
export const gradesCaption = "Each part is a grade of trust; width is its share of partner revenue.";
/** @param forecasts from every month-end, the newest last, and at least one */
export function forecastTitle(forecasts: readonly Forecast[], days: number, currency: string | null): string {
  const known = forecasts.findLast((row) => row.actual !== null);
  const expected = `Expected in the next ${period(days)}: ${money(forecasts.at(-1)!.expected, currency)}`;
  return known
    ? `${expected}; latest outcome: ${money(known.actual, currency)} against ${money(known.expected, currency)} expected`
    : expected;
}
export const forecastCaption = (days: number): string =>
  `At each month-end: the forecast of the ${period(days)} after it with its 90% range (line and band), and what came (dots).`;
export const groupName = (member: Group["member"]): string =>
  member in gradeNames ? gradeNames[member as Grade] : `class ${member}`;

/** A partner's revenue, its open deals and its forecast. */
export function partnerRevenueWords(
  f: {
    quarters: readonly Period[];
    open: {deals: number; value: number; stalled: number; stalled_value: number; excluded_deals: number} | undefined;
    forecast: {expected: number; lower: number | null; upper: number | null; until: string} | undefined;
  },
  about: About
): Answer {
  const {currency} = about;
  if (!about.recorded.deals) return answer("What does it bring?", incomplete(about));
  const last = lastComplete(f.quarters);
  const finding = last
    ? last.net === 0 && !last.net_before
      ? say`No revenue in ${last.label}`
      : say`${money(last.net, currency)} in ${last.label}, ${compared(last, currency)}`
    : say`No complete quarter of revenue yet`;
  const open = f.open?.deals
    ? f.open.excluded_deals === f.open.deals
      ? say`Open: ${counted(f.open.deals, "deal")}, none of known worth, as no exchange rate is delivered.`
      : say`Open: ${counted(f.open.deals, "deal")}${f.open.excluded_deals ? `, ${whole(f.open.excluded_deals)} of them without an exchange rate,` : ""} worth ${money(f.open.value, currency)}${f.open.stalled ? `; ${counted(f.open.stalled, "is stalled", "are stalled")}, worth ${money(f.open.stalled_value, currency)}` : "; none is stalled"}.`
    : say`No deals are open.`;
  const ahead = f.forecast
    ? say`Expected up to ${longDate(f.forecast.until)}: ${range(f.forecast, currency)}.`
    : say`Too few won deals for a forecast.`;
  return answer("What does it bring?", finding, [open, ahead]);
}
