import {count, day, flag, fraction, money, number, share, table, word} from "./columns.ts";

/** Which forecast of inactivity was best over past month-ends and so is published, and the error of each. */
export const inactivityChoice = table(
  {metric: "backtest_inactivity", order: "origins"},
  {
    published: word(["portfolio", "model", "recalibrated"], "the forecast that is published"),
    origins: count("past month-ends compared", {unit: "month-ends", tells: "open"}),
    forecasts: count("forecasts compared", {unit: "forecasts", tells: "open"}),
    events: count("of them of partners that became inactive", {unit: "forecasts", tells: "open"}),
    brier_portfolio: number("mean squared error of one rate for all", "squared share", "open").nullable(),
    brier_model: number("of the model", "squared share", "open").nullable(),
    brier_recalibrated: number("of the model corrected by past outcomes", "squared share", "open").nullable()
  }
);

/** Loss by inactivity alone. */
export const inactivityLoss = table(
  {metric: "loss", order: "expected_loss"},
  {
    expected_loss: money("expected loss by inactivity alone").nullable(),
    var95: money("a bad year (1 in 20) loses at least, by inactivity alone").nullable()
  }
);

/** How often a past year lost more than its forecast of a bad year. */
export const lossBacktest = table(
  {metric: "backtest_loss_summary", order: "origins"},
  {
    origins: count("past years", {unit: "years", tells: "open"}),
    failures: count("of them above the bound", {unit: "years", tells: "open"}),
    kupiec: number("likelihood ratio of the proportion of failures", "likelihood ratio", "open").nullable(),
    holds: flag("whether the proportion goes with 1 in 20, or no year is over"),
    worst_share: share("largest part lost").nullable(),
    worst_on: day("the day before that year", {tells: "open"}).nullable()
  }
);

/** The past years behind it, each with its forecast. */
export const lossYears = table(
  {metric: "backtest_loss", dates: "all", order: "as_of"},
  {
    as_of: day("the day of the forecast", {tells: "open"}),
    revenue: money("revenue of the year before"),
    expected_loss: money("loss forecast on average; null where no earlier year was over to learn from").nullable(),
    var95: money("a bad year (1 in 20) loses at least").nullable(),
    realised: money("what was lost in the year after"),
    failed: flag("whether that is above the bound").nullable()
  }
);

/** Of the revenue of a year ago, how much is still there. */
export const retention = table(
  {metric: "retention", order: "dimension, member"},
  {
    dimension: word(["all", "grade", "class"], "what it is of"),
    member: word(
      ["all", "A", "B", "C", "trusted", "candidate", "below_typical", "at_risk", "unproven", "not_rated"],
      "which of them, at the time of the revenue before"
    ),
    partners: count("partners with revenue then", {unit: "partners", tells: "group_size"}),
    before: money("their revenue in the window before"),
    gross: fraction("part retained, none above what it was", {tells: "share"}).nullable(),
    net: number("part retained, growth included", "fraction", "share").nullable(),
    is_covered: flag("the records reach over all of the window before")
  }
);

/** Equally likely shares that a partner loses in a year in which it stays, by third of revenue, 1 the largest. */
export const shrinkage = table(
  {metric: "yearly_shrinkage", order: "third, place"},
  {
    third: count("third of the partners by revenue", {unit: null, tells: "open"}),
    place: count("place in the order", {unit: null, tells: "open"}),
    lost: fraction("share of revenue lost", {tells: "open"})
  }
);
