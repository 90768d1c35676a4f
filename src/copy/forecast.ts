import type {About, Answer, Sentence} from "../contract/index.js";
import {addDays, daysBetween} from "../shared/days.js";
import {counted, money, percent, period, shortDate, whole} from "../shared/formats.js";
import {inBands, incomplete} from "./money.js";
import type {Forecast, RevenueFacts, Test} from "./revenueFacts.js";
import {answer, nothing, paragraph, say} from "./say.js";

/* The forecast: its range, its method, and how far off it was. */

/** The forecast of all partners together at a day; undefined where there is none. */
export const forecastOf = (forecasts: readonly Forecast[], day: string, horizon: Forecast["horizon"]) =>
  forecasts.find((row) => row.as_of === day && row.horizon === horizon && row.member === "all");

/** Whether another way to forecast than the model is shown, as it was better in the past: nothing else that the model expects is told then. */
export const isRival = (forecasts: readonly Forecast[], day: string): boolean =>
  (forecastOf(forecasts, day, "days")?.method ?? "model") !== "model";

export const range = (
  {expected, lower, upper}: Pick<Forecast, "expected" | "lower" | "upper">,
  currency: string | null
): string =>
  lower === null || upper === null
    ? money(expected, currency)
    : `${money(expected, currency)} (${money(lower, currency)}\u00a0to\u00a0${money(upper, currency)})`;

/** What is expected up to the quarter’s end, on top of what the quarter has brought. */
export function quarterSentence(f: RevenueFacts): Sentence {
  const to = forecastOf(f.forecasts, f.about.as_of, "quarter");
  if (!to) return nothing;
  if (!(to.expected > 0) && !f.quarters.some((row) => row.deals > 0)) return unforeseen(f);
  const {as_of: day, currency} = f.about;
  const now = f.quarters.find((row) => row.starts_on <= day && row.ends_on === to.until);
  const sofar = now ? `, on top of ${money(now.net, currency)} up to ${shortDate(day)}` : "";
  const past = publishedTest(f.tests, "quarter");
  const ahead = forecastOf(f.forecasts, day, "days");
  return paragraph(
    say`Expected from ${shortDate(addDays(day, 1))} to the quarter’s end on ${shortDate(to.until)}: ${range(to, currency)}${sofar}.`,
    ahead ? disagreement(to, ahead, f) : nothing,
    offBy(past, "a forecast to a quarter’s end was", "its 90% range", f.about)
  );
}

/** From this ratio of the paces of the two forecasts on, one of them must be wrong. */
const disagreeing = 2;

/** Each is forecast alone, by the method that was best for it: where they contradict each other, readers are told. */
function disagreement(to: Forecast, ahead: Forecast, {about, forecast_days: days}: RevenueFacts): Sentence {
  const all = money(ahead.expected, about.currency);
  const alone = "each is forecast alone, and they do not agree";
  if (ahead.until < to.until) return nothing;
  // a part of the days can't bring more than all of them
  if (to.expected > ahead.expected) return say`That is more than is expected of all the next ${period(days)} (${all}): ${alone}.`;
  const atSamePace = (to.expected * daysBetween(about.as_of, ahead.until)) / daysBetween(about.as_of, to.until);
  return !inBands(about) && ahead.expected > 0 && ahead.expected >= disagreeing * atSamePace
    ? say`At that pace the next ${period(days)} would bring ${money(atSamePace, about.currency)}, not ${all}: ${alone}.`
    : nothing;
}

/** Where nothing was ever won, a forecast of 0 knows nothing: open deals may be won. */
const unforeseen = (f: Pick<RevenueFacts, "pipeline" | "about">): Sentence =>
  f.pipeline.some((row) => row.as_of === f.about.as_of && row.kind === "partner" && row.deals > 0)
    ? say`No won deal with partners is on record, so what open deals will bring can’t be forecast.`
    : nothing;

/** What a partner is expected to bring. */
export const aheadSentence = (
  forecast: {expected: number; lower: number | null; upper: number | null; until: string} | undefined,
  {as_of: day, currency}: Pick<About, "as_of" | "currency">,
  past?: Past
): Sentence =>
  forecast
    ? paragraph(
        say`Expected from ${shortDate(addDays(day, 1))} to ${shortDate(forecast.until)}: ${range(forecast, currency)}.`,
        offBy(past, "forecasts of single partners were", "their 90% ranges")
      )
    : say`Too few won deals for a forecast.`;

type Past = Pick<Test, "origins" | "error_share" | "coverage"> & Partial<Pick<Test, "error" | "forecasts" | "too_high">>;

/** From this part of at least this number of forecasts on, it is said that they were too high. */
const leaning = {part: 0.8, atLeast: 5};

const tooHigh = ({forecasts = 0, too_high = 0}: Past): string =>
  forecasts >= leaning.atLeast && too_high >= leaning.part * forecasts
    ? `, ${whole(too_high)} of ${whole(forecasts)} too high`
    : "";

type Coin = Pick<About, "currency">;

/** By how much forecasts missed: as a part of what came, or in money where refunds left nothing to take a part of. */
function missedBy({error_share: part, error}: Pick<Past, "error_share" | "error">, coin?: Coin): string | null {
  if (part !== null) return percent(part);
  return coin && error !== undefined && error !== null ? money(error, coin.currency) : null;
}

/** How far off such forecasts were, whether most were too high, and how often the outcome lay within the range. */
function offBy(past: Past | undefined, were: string, range: string, coin?: Coin): Sentence {
  const by = past && missedBy(past, coin);
  return past && by && past.origins > 0 && past.coverage !== null
    ? say`Over ${counted(past.origins, "past date")} ${were} off by ${by} on average${tooHigh(past)}, and ${percent(past.coverage)} of outcomes lay in ${range}.`
    : nothing;
}

/** Parts that are forecast alone may differ from the whole by so much and still be told beside it. */
const apartAtMost = 0.25;

/**
 * The forecasts of the groups A, B and C, from a day on; none where they contradict that for all.
 * @param bands whether amounts are bands, whose sum contradicts nothing; editions with bands leave out what does
 */
export function groupForecasts(forecasts: readonly Forecast[], day: string, bands = false): Forecast[] {
  const {groups, sum, all} = partsAndWhole(forecasts, day);
  const apart = !bands && Math.abs(sum - all) > apartAtMost * all;
  return groups.some((row) => row.expected > all) || apart ? [] : groups;
}

function partsAndWhole(forecasts: readonly Forecast[], day: string) {
  const groups = forecasts.filter((row) => row.as_of === day && row.horizon === "days" && row.level === "class");
  const sum = groups.reduce((before, row) => before + row.expected, 0);
  return {groups, sum, all: forecastOf(forecasts, day, "days")?.expected ?? sum};
}

/** What each group is expected to bring, and how far off that of the largest was. */
export function groupsAheadSentence(f: Pick<RevenueFacts, "about" | "forecasts" | "tests">): Sentence {
  const {as_of: day, currency} = f.about;
  const ahead = groupForecasts(f.forecasts, day, inBands(f.about));
  const [first] = ahead;
  const {groups, sum, all} = partsAndWhole(f.forecasts, day);
  if (!first)
    return groups.length
      ? say`What ${groups.length === 1 ? `group ${groups[0]!.member}` : "each group"} will bring can’t be told yet: forecast alone, ${groups.length === 1 ? "it comes" : "they come"} to ${money(sum, currency)}${groups.length === 1 ? "" : " together"}, against ${money(all, currency)} for all partners.`
      : nothing;
  return paragraph(
    say`Expected from ${shortDate(addDays(day, 1))} to ${shortDate(first.until)}: ${ahead.map((row) => `group ${row.member} ${range(row, currency)}`).join("; ")}. ${ahead.length === 1 ? "It is forecast alone, so it need not agree with" : "Each group is forecast alone, so they need not add up to"} the forecast for all.`,
    offBy(publishedTest(f.tests, "days", first.member), `forecasts for group ${first.member} were`, "their 90% ranges", f.about)
  );
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

/** How the forecast is made, and how far off it was: once on a site, where its past is. */
export function methodSentence(f: Pick<RevenueFacts, "about" | "tests" | "forecast_days">): Sentence {
  const used = publishedTest(f.tests);
  if (!used) return nothing;
  const compared = f.tests.filter((t) => t.horizon === used.horizon && t.pool === used.pool && t.pinball !== null);
  const model = compared.find((t) => t.method === "model");
  // better over too few dates is no reason to call it no better
  const isNoBetter = model !== undefined && used.pinball !== null && model.pinball! >= used.pinball;
  const how =
    used.method === "model" && compared.length < 2
      ? say`Method: ${methodNames.model}.`
      : used.method === "model"
        ? say`Method: ${methodNames.model}; in the past, estimate and range together (pinball loss) were better than those of ${counted(compared.length - 1, "simple guess", "simple guesses")}.`
        : isNoBetter
          ? say`Method: ${methodNames[used.method]}; the model was no better in the past, so it is not shown.`
          : say`Method: ${methodNames[used.method]}; too few past dates show yet whether the model is better, so it is not shown.`;
  return paragraph(how, pastSentence(f));
}

/** How far off the forecast was. */
export function pastSentence(f: Pick<RevenueFacts, "about" | "tests" | "forecast_days">): Sentence {
  const used = publishedTest(f.tests);
  if (!used) return nothing;
  const past = offBy(used, `the forecast of the next ${period(f.forecast_days)} was`, "its 90% range", f.about);
  return past === nothing ? say`Too few past forecasts to say how far off it may be.` : past;
}

/** The past of the forecast. */
export function testsAnswer(f: RevenueFacts): Answer {
  const used = publishedTest(f.tests);
  const question = "How good was the forecast?";
  if (!f.about.recorded.deals) return answer(question, incomplete(f.about));
  if (!used) return answer(question, say`No past to test a forecast on`);
  const by = used.origins > 0 ? missedBy(used, f.about) : null;
  const finding =
    by === null ? say`Too few past forecasts to judge` : say`Off by ${by} on average over ${counted(used.origins, "past date")}`;
  return answer(question, finding, [
    methodSentence(f),
    say`Past forecasts use what is recorded today: of deals that closed since, their final amounts. Windows of neighbouring dates overlap.`
  ]);
}

/** @param forecasts from every month-end, the newest last, and at least one */
export function forecastTitle(forecasts: readonly Forecast[], days: number, currency: string | null): string {
  const known = forecasts.findLast((row) => row.actual !== null);
  const expected = `Expected in the next ${period(days)}: ${money(forecasts.at(-1)!.expected, currency)}`;
  return known
    ? `${expected}; latest outcome: ${money(known.actual, currency)} against ${money(known.expected, currency)} expected`
    : expected;
}

/** What the picture of forecasts shows: their range and outcomes only where there are any. */
export function forecastCaption(rows: readonly Pick<Forecast, "lower" | "upper" | "actual">[], days: number): string {
  const ranged = rows.some((row) => row.lower !== null && row.upper !== null) ? " with its 90% range (line and band)" : " (line)";
  const came = rows.some((row) => row.actual !== null) ? ", and what came (dots)" : "";
  return `At each month-end: the forecast of the ${period(days)} after it${ranged}${came}.`;
}
