import {z} from "zod";
import {About} from "./about.ts";
import {Grade} from "./categories.ts";
import {
  columns,
  count,
  day,
  flag,
  fraction,
  money,
  number,
  outcome,
  partnerId,
  partnerName,
  pick,
  rank,
  rows,
  share,
  table,
  text,
  word
} from "./columns.ts";
import {retention} from "./forecasts.ts";
import {Answer} from "./words.ts";

const period = {
  starts_on: day("its first day", {tells: "open"}),
  is_complete: flag("all its days are recorded and over")
};

/** Revenue with partners and direct by month, quarter and fiscal year, with the same period a year before. */
export const revenuePeriods = table(
  {metric: "revenue_comparison", dates: "none", order: "kind, period_kind, starts_on"},
  {
    kind: word(["partner", "direct"], "with a partner or without"),
    period_kind: word(["month", "quarter", "year"], "how long it is"),
    ...period,
    ends_on: day("its last day", {tells: "open"}),
    net: money("net revenue"),
    deals: count("won deals", {unit: "deals", tells: "open"}),
    net_before: money("net revenue of the same period a year before; of a running one, of the same days").nullable()
  }
);

/** Each partner's revenue by fiscal quarter. */
export const partnerQuarters = table(
  {
    metric: "revenue_periods",
    dates: "none",
    where: "m.partner_id is not null and m.period_kind = 'quarter' and m.starts_on > now.as_of - interval 39 month",
    order: "id, starts_on"
  },
  {id: partnerId(), ...period, net: money("net revenue"), net_before: money("the same quarter a year before").nullable()}
);

/** Partner revenue of the window by grade and by class. */
export const revenueGroups = table(
  {metric: "revenue_groups", order: "dimension, member"},
  {
    dimension: word(["grade", "class"], "what it is split by"),
    member: text("the grade or class", "open"),
    partners: count("partners in it", {unit: "partners", tells: "group_size"}),
    net: money("net revenue in the window"),
    share: share("part of partner revenue").nullable()
  }
);

/** Open deals with partners and direct, now and at each month-end. */
export const pipelineTotals = table(
  {metric: "pipeline_totals", dates: "all", order: "kind, as_of"},
  {
    as_of: day("the date of the figures", {tells: "open"}),
    kind: word(["partner", "direct"], "with a partner or without"),
    deals: count("open deals", {unit: "deals", tells: "open"}),
    value: money("what they are worth"),
    median_age_days: number("median age", "days", "open").nullable(),
    stalled: count("stalled deals", {unit: "deals", tells: "open"}),
    stalled_value: money("what these are worth"),
    overdue: count("deals past their expected close", {unit: "deals", tells: "open"}),
    expected_value: money("value times the probability to be won in the days of the forecast"),
    excluded_deals: count("open deals without an exchange rate", {unit: "deals", tells: "open"}),
    won_days: number("median age of won deals", "days", "open").nullable(),
    stalled_after_days: number("age from which a deal of any size counts as stalled", "days", "open").nullable()
  }
);

/** Open deals with partners by the stage that is recorded of them. */
export const pipelineStages = table(
  {metric: "pipeline_stages", where: "m.kind = 'partner'", order: "place"},
  {
    stage: text("the stage of the sales process; null where none is recorded", "open").nullable(),
    place: rank("its place in the process"),
    deals: count("open deals"),
    value: money("what they are worth"),
    median_age_days: number("median age", "days", "count").nullable(),
    stalled: count("stalled deals"),
    stalled_value: money("what these are worth"),
    overdue: count("deals past their expected close"),
    stated_deals: count("deals with a recorded probability"),
    stated_value: money("value times the recorded probability").nullable(),
    expected_value: money("value times the probability to be won in the days of the forecast")
  }
);

/** Open deals of each partner. */
export const partnerPipeline = table(
  {metric: "pipeline", where: "m.deals > 0", order: "value desc, id"},
  {
    id: partnerId(),
    name: partnerName(),
    deals: count("open deals"),
    value: money("its share of what they are worth"),
    median_age_days: number("median age", "days", "count").nullable(),
    stalled: count("stalled deals"),
    stalled_value: money("its share of what these are worth"),
    expected_value: money("value times the probability to be won in the days of the forecast"),
    excluded_deals: count("open deals without an exchange rate")
  }
);

/** The open deals of each partner, one by one, with its share of what each is worth. */
export const openDeals = table(
  {metric: null, order: "id, value desc, opened_on, customer"},
  {
    id: partnerId(),
    customer: text("who buys", "customer").nullable(),
    stage: text("the stage that is recorded of it", "outcome").nullable(),
    value: money("the partner's share of what it is worth; null without an exchange rate").nullable(),
    opened_on: day("the day it was opened"),
    age_days: count("days since then", {unit: "days", tells: "day"}),
    expected_close_on: day("the day it is expected to close").nullable(),
    stalled: flag("older than few won deals of its size were, or past its expected close", outcome)
  }
);

/** The stalled deals, the largest first. */
export const stalledDeals = table(
  {metric: null, order: "value desc, age_days desc, name, customer"},
  {
    id: text("the partner", "partner"),
    name: text("its name", "partner"),
    customer: text("who buys", "customer").nullable(),
    value: money("what the deal is worth").nullable(),
    stage: text("the stage that is recorded of it", "outcome").nullable(),
    age_days: count("days since it was opened", {unit: "days", tells: "day"}),
    stalled_after_days: number("age that few won deals of its size exceeded", "days", "day").nullable(),
    expected_close_on: day("the day it was expected to close").nullable()
  }
);

const level = {
  until: day("the last day that it is about", {tells: "open"}),
  method: word(["model", "quarter_before", "year_before", "year_mean", "pipeline"], "how it is made"),
  expected: money("revenue to be expected"),
  lower: money("lower end of its 90 % range").nullable(),
  upper: money("upper end of its 90 % range").nullable(),
  actual: money("what came; null while its days last").nullable()
};

/** The published forecast of partner revenue from now and from each month-end before, whole and by class. */
export const forecasts = table(
  {metric: "forecast", dates: "all", where: "m.level <> 'partner'", order: "horizon, level, member, as_of"},
  {
    as_of: day("the date of the figures", {tells: "open"}),
    horizon: word(["days", "quarter"], "the days of the setting, or to the end of a fiscal quarter"),
    level: word(["all", "class"], "of all partners or of a class"),
    member: text("the class", "open"),
    ...level
  }
);

/** The published forecast of each partner with enough won deals, from now. */
export const partnerForecasts = table(
  {metric: "forecast", where: "m.level = 'partner'", order: "id"},
  {id: partnerId({from: "m.member"}), ...level}
);

/** Each way to forecast, compared with past outcomes. */
export const forecastTests = table(
  {metric: "forecast_tests", dates: "none", order: "horizon, pool, pinball"},
  {
    horizon: word(["days", "quarter"], "the days of the setting, or to the end of a fiscal quarter"),
    pool: text("all partners, single partners, or a class", "open"),
    method: level.method,
    origins: count("past dates with an outcome and a range", {unit: "dates", tells: "open"}),
    pinball: money("mean pinball loss").nullable(),
    error: money("mean absolute error").nullable(),
    error_share: number("absolute errors as a part of what came", "fraction", "open").nullable(),
    coverage: fraction("share of outcomes within the 90 % range", {tells: "open"}).nullable(),
    is_published: flag("whether it is the one that is shown")
  }
);

const labelled = {label: z.string()};

/** A period with what it is called. */
export const Period = z.strictObject({
  ...pick(revenuePeriods, "starts_on", "ends_on", "is_complete", "net", "deals", "net_before"),
  ...labelled
});
export const Group = z.strictObject({...revenueGroups.row, member: z.union([Grade, z.enum(["A", "B", "C"])])});
export const Forecast = z.strictObject(forecasts.row);

export const Revenue = z.strictObject({
  about: About,
  words: z.record(z.string(), Answer),
  /** Whether its readers may see the records behind figures. */
  records_shown: z.boolean(),
  /** The dates that the overview has figures of, oldest first, now last. */
  days: z.array(z.iso.date()),
  quarters: z.array(Period),
  years: z.array(Period),
  direct: z.array(Period),
  groups: z.array(Group),
  /** Of the revenue of the window before, how much is still there. */
  retention: rows(retention),
  pipeline: rows(pipelineTotals),
  stages: rows(pipelineStages),
  partners: columns(partnerPipeline.row),
  stalled: columns(stalledDeals.row),
  forecasts: z.array(Forecast),
  tests: rows(forecastTests)
});

/** Revenue by quarter, pipeline and forecast of single partners; read by their pages. */
export const PartnerRevenue = z.strictObject({
  quarters: columns({...partnerQuarters.row, ...labelled}),
  pipeline: columns(partnerPipeline.row),
  forecasts: columns(partnerForecasts.row),
  /** How far off the forecasts of single partners were; empty where none is published. */
  past: z.array(z.strictObject(pick(forecastTests, "origins", "error_share", "coverage")))
});
