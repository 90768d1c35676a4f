import type {Answer} from "../contract/index.js";
import {counted, firstCounted, fixed, listed, percent, plural, some} from "../shared/formats.js";
import {forecastSentence, lossBacktestSentence} from "./loss.js";
import type {Facts} from "./facts.js";
import {soundMax} from "./overview.js";
import {evenRatio} from "./reciprocity.js";
import {answer, nothing, paragraph, say} from "./say.js";
import {versus} from "./calibration.js";

/* Method: definitions, thresholds of words, backtests, settings. */

export const methodHeadline = (): Answer =>
  answer(null, say`Every figure comes from one definition`, [
    say`Each definition below is the text of the file that computes it. Weights and thresholds are settings of this company; where a number is policy and not science, its value is given.`
  ]);

export const wordsAnswer = (): Answer =>
  answer("What do the words mean?", say`Adjectives have thresholds`, [
    say`“Sound overall”: at most ${percent(soundMax)} of the rated partners are at risk, at least half of them are above average or trusted, and at least half of all are rated. “Receive more” or “send more”: by more than ${percent(evenRatio - 1)}. “Most”: more than half. “Clearly”, “better”, “worse”: the 90% interval excludes equality; otherwise “can’t tell yet”.`
  ]);

export const claimsAnswer = (): Answer =>
  answer("What does this site claim, and how does it know?", say`Each kind of statement has a rule, and a test that holds it`, [
    say`The definition of each metric is below; the tests are part of the program.`
  ]);

export function settingsAnswer(names: readonly string[]): Answer {
  const n = names.length;
  return answer(
    "Which settings are in effect?",
    n
      ? say`${firstCounted(n, "setting")} ${plural(n, "differs from its default", "differ from their defaults")}: ${listed(names)}`
      : say`All settings are at their defaults`
  );
}

const forecastNames: Record<string, string> = {
  trust: "trust score",
  p_silent: "forecast of inactivity from each partner’s own deals"
};

/** Whether past forecasts were better than simpler guesses, good or bad. */
export function backtestAnswer(f: Facts): Answer {
  const question = "How well did past forecasts predict?";
  const told = f.backtest_scores.flatMap((row) => (row.brier === null ? [] : [{...row, brier: row.brier}]));
  const sentences = told.map(({forecast, forecasts, brier, brier_portfolio: mean, brier_raw: raw, ...row}) => {
    const against = [
      ...(mean === null ? [] : [`${versus(brier, mean, "the average", row.margin_portfolio)} (${fixed(mean, 3)})`]),
      ...(raw === null ? [] : [`${versus(brier, raw, "each partner’s own rate", row.margin_raw)} (${fixed(raw, 3)})`])
    ];
    return say`${forecastNames[forecast] === undefined ? forecast : `The ${forecastNames[forecast]}`} (error ${fixed(brier, 3)} over ${counted(forecasts, "forecast")}): ${against.join(", ")}.`;
  });
  const alarm = f.backtest_alarms.find((row) => row.level === "alarm");
  const quiet = alarm?.judged
    ? say`After ${some(alarm.stayed_below)} of ${counted(alarm.judged, "alarm")} for referrals below normal pace, the partner stayed below its pace.`
    : say`No alarm for referrals below normal pace is old enough to judge.`;
  return answer(question, told.length ? say`Backtests of past forecasts, good or bad` : say`Too little history for a backtest`, [
    told.length ? paragraph(...sentences, quiet) : nothing,
    told.length ? paragraph(forecastSentence(f), lossBacktestSentence(f)) : nothing
  ]);
}
