import {z} from "zod";
import {About} from "./about.ts";
import {Grade} from "./categories.ts";
import {columns, count, day, flag, fraction, money, number, partnerId, pick, rows, share, table, text, word} from "./columns.ts";
import {retention} from "./forecasts.ts";
import {partnerPipeline, pipelineStages, pipelineTotals, stalledDeals} from "./pipeline.ts";
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
    one_deal: flag("of four won deals or more one brought half of it or more", {
      tells: "share",
      from: "coalesce(m.deals >= 4 and m.net > 0 and m.largest >= m.net / 2, false)"
    }).nullable(),
    new_partners: flag("half of it or more is of partners whose first deal is later than the same period a year before", {
      tells: "share",
      from: "coalesce(m.net > 0 and m.net_new >= m.net / 2, false)"
    }).nullable(),
    net_before: money("net revenue of the same period a year before; of a running one, of the same days").nullable(),
    left_out: count("won deals of it without an exchange rate, in no sum", {unit: "deals", tells: "open"}),
    left_out_before: count("those of the same period a year before", {unit: "deals", tells: "open"})
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
  {
    id: partnerId(),
    ...period,
    net: money("net revenue"),
    net_before: money("the same quarter a year before").nullable(),
    unlike: flag("won deals of one of both have no exchange rate and are in no sum; null where its readers may not know", {
      tells: "trait",
      from: "m.left_out + m.left_out_before > 0"
    }).nullable()
  }
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
    forecasts: count("forecasts of these dates", {unit: "forecasts", tells: "open"}),
    too_high: count("those above what came", {unit: "forecasts", tells: "open"}),
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
  ...pick(revenuePeriods, "starts_on", "ends_on", "is_complete", "net", "deals", "one_deal", "new_partners", "net_before"),
  ...pick(revenuePeriods, "left_out", "left_out_before"),
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
