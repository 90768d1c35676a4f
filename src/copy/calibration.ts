import type {Answer} from "../contract/index.js";
import {counted, fixed, percent} from "../shared/formats.js";
import type {Facts} from "./facts.js";
import {answer, say} from "./say.js";

/* How well past scores and forecasts predicted. */

/** Did scores of the past predict what then happened? */
export function calibrationAnswer(f: Facts): Answer {
  const question = "How well did past scores predict?";
  const skill = f.backtest_scores.find((row) => row.forecast === "trust");
  if (!skill || skill.forecasts === 0 || skill.brier === null || skill.brier_portfolio === null)
    return answer(question, say`Too little history for a backtest`);
  const {brier, brier_portfolio: mean, brier_raw: raw} = skill;
  const others = `${fixed(mean, 3)} for the portfolio’s average${raw === null ? "" : ` and ${fixed(raw, 3)} for each partner’s own rate`}`;
  return answer(
    question,
    say`Backtest: ${versus(brier, mean, "the average", skill.margin_portfolio)}${raw === null ? "" : `, ${versus(brier, raw, "each partner’s own rate", skill.margin_raw)}`}`,
    [
      say`Over ${counted(skill.forecasts, "past forecast")} the mean squared error is ${fixed(brier, 3)}, against ${others} (Brier score, lower is better).`
    ]
  );
}

/** Of errors by less than this part of the simpler guess's we say "slightly". */
const slight = 0.05;

/**
 * "slightly better than the average", "no better than …": one error against another, lower is better, to the digits that are shown.
 * @param margin what the errors may differ by from chance; null where a single partner tells
 */
export function versus(error: number, other: number, name: string, margin: number | null): string {
  if (fixed(error, 3) === fixed(other, 3) || error > other) return `no better than ${name}`;
  if (margin === null || other - error <= margin) return `not clearly better than ${name}`;
  return `${other - error < slight * other ? "slightly better" : "better"} than ${name}`;
}

type Calibrated = readonly {forecast: string; mean_forecast: number; mean_outcome: number; weight: number}[];

/** Of the forecast with most cases: what was predicted and what was observed in its largest group. */
export function calibrationTitle(rows: Calibrated): string {
  const [start] = rows;
  if (!start) return "";
  const most = rows.filter((row) => row.forecast === start.forecast).reduce((a, b) => (b.weight > a.weight ? b : a));
  const what = most.forecast === "trust" ? "Largest group of scores" : "Largest group of forecasts";
  return `${what}: ${percent(most.mean_forecast)} predicted, ${percent(most.mean_outcome)} observed`;
}

export const calibrationCaption =
  "Predicted against observed share of good outcomes, in the 90 days after, by tenths of the forecast. On the line both are the same. Larger dots: more outcomes.";
