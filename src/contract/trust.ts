import {z} from "zod";
import {About} from "./about.ts";
import {Grade, Kind, Level} from "./categories.ts";
import {category, columns, count, day, flag, fraction, number, pick, rows, score, table, word} from "./columns.ts";
import {partners} from "./partners.ts";
import {Answer} from "./words.ts";

/** Base rates by kind, and how strongly each partner's rate leans on them. */
export const priors = table(
  {metric: "trust_priors", order: "kind"},
  {
    kind: category(Kind, "deals, referrals or tickets"),
    speaks: flag("whether there is evidence enough of this kind"),
    weight: fraction("its weight in the score", {tells: "open"}),
    base_rate: fraction("rate of good outcomes of all partners", {tells: "open"}).nullable(),
    strength: number("outcomes that the base rate counts as", "outcomes", "open").nullable(),
    events: number("outcomes in all", "outcomes", "open"),
    partners: count("partners with any", {unit: "partners", tells: "open"})
  }
);

/** Brier scores of past forecasts, against simpler ones. */
export const backtestScores = table(
  {metric: "backtest_scores", dates: "none", order: "forecast desc"},
  {
    forecast: word(["p_silent", "trust"], "what was forecast"),
    forecasts: count("forecasts tested", {tells: "open"}),
    brier: number("mean squared error", "squared probability", "open").nullable(),
    brier_portfolio: number("the same of one rate for all", "squared probability", "open").nullable(),
    brier_raw: number("the same of each partner's own raw rate", "squared probability", "open").nullable(),
    margin_portfolio: number(
      "differences from one rate for all up to this may be by chance",
      "squared probability",
      "open"
    ).nullable(),
    margin_raw: number("differences from the raw rate up to this may be by chance", "squared probability", "open").nullable()
  }
);

/** What came of forecasts, by tenths of the forecast. */
export const backtestCalibration = table(
  {metric: "backtest_calibration", dates: "none", order: "forecast desc, mean_forecast"},
  {
    ...pick(backtestScores, "forecast"),
    mean_forecast: fraction("forecast, on average", {tells: "open"}),
    mean_outcome: fraction("observed, on average", {tells: "open"}),
    weight: number("forecasts in it", "forecasts", "open")
  }
);

/** After how many alarms of referrals below pace the partner stayed below it, and after how many tests without one. */
export const backtestAlarms = table(
  {metric: "backtest_alarms", dates: "none", order: "level"},
  {
    level: category(Level, "what the test said"),
    judged: count("tests old enough to be judged", {tells: "open"}),
    stayed_below: count("the partner stayed below its pace", {tells: "open"}),
    share: fraction("part that stayed below", {tells: "open"}).nullable(),
    lower: fraction("lower end of its 90 % interval", {tells: "open"}).nullable(),
    upper: fraction("upper end of its 90 % interval", {tells: "open"}).nullable()
  }
);

const {id, name, score: found, lower, upper, grade, evidence, p_better} = partners.row;
/** A score in its interval. */
const inRange = {score: found.unwrap(), lower: lower.unwrap(), upper: upper.unwrap()};

export const GradeCount = z.strictObject({
  grade: category(Grade, "grade of trust"),
  partners: count("partners of this grade", {unit: "partners", tells: "group_size"}),
  entered: count("came to it since the last quarter's end", {unit: "partners", tells: "group_size"}),
  left: count("left it since", {unit: "partners", tells: "group_size"}),
  /** Scores that stand for the partners where these are too many to be drawn, the highest and the lowest among them. */
  scores: columns(inRange)
});

/** A partner's score with its interval. */
export const dot = {
  id,
  name,
  ...inRange,
  grade: grade.unwrap(),
  before: partners.row.grade_before
};

const outcomes = (about: string) => number(about, "outcomes", "count");
const partnersIn = (grade: string) => count(`partners that were ${grade}`, {unit: "partners", tells: "group_size"});

export const Trust = z.strictObject({
  about: About,
  words: z.record(z.string(), Answer),
  average: score("score of the average partner").nullable(),
  weights: z.strictObject({deal: fraction("weight"), referral: fraction("weight"), ticket: fraction("weight")}),
  priors: rows(priors),
  grades: z.array(GradeCount),
  history: z.array(
    z.strictObject({
      as_of: day("the date of the figures", {tells: "open"}),
      trusted: partnersIn("trusted"),
      candidate: partnersIn("above average"),
      below_typical: partnersIn("below average"),
      at_risk: partnersIn("at risk"),
      unproven: partnersIn("of too little evidence"),
      not_rated: partnersIn("not rated"),
      average: score("score of the average partner").nullable()
    })
  ),
  /** Predicted against observed, by tenths. */
  calibration: rows(backtestCalibration),
  partners: columns({
    ...dot,
    evidence: evidence.unwrap(),
    p_better: p_better.unwrap(),
    ...pick(partners, "next_grade", "to_next_deals", "to_next_referrals", "to_next_tickets"),
    deals_kept: outcomes("deals won"),
    deals: outcomes("deals closed"),
    referrals_kept: outcomes("referrals accepted"),
    referrals: outcomes("referrals answered"),
    tickets_kept: outcomes("tickets resolved well"),
    tickets: outcomes("tickets due")
  })
});
