import {count, day, flag, money, number, outcome, partnerId, partnerName, rank, table, text, word} from "./columns.ts";

/* Open deals: all of them, by stage, by partner and one by one. */

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
    stalled: flag("old compared with won deals of its size, or past its expected close", outcome)
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
    stalled_after_days: number("age from which a deal of its size counts as stalled", "days", "day").nullable(),
    expected_close_on: day("the day it was expected to close").nullable()
  }
);
