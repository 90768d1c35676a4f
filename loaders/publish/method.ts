import type {Answer, File} from "../../src/contract/index.ts";
import {capital, counted, listed, percent, plural, whole} from "../../src/shared/format.ts";
import {readCatalogue} from "../metrics/catalogue.ts";
import {heldSettings, plainSettings} from "../settings.ts";
import {soundTo} from "./answers/headline.ts";
import {changed, valueText} from "./changedSettings.ts";
import type {Portfolio} from "./portfolio.ts";
import {paragraph, say} from "./say.ts";

/** Every metric's definition, from the header of its file, with the settings that hold. */
export function method(p: Portfolio): File<"method"> {
  const values = new Map(Object.entries(plainSettings(p.settings)).map(([name, value]) => [name, valueText(value)]));
  const metrics = readCatalogue().map(({name, question, definition, unit, direction, source, settings}) => ({
    name,
    question,
    definition,
    unit,
    direction,
    source,
    settings: settings.map((s) => ({name: s, value: values.get(s) ?? ""}))
  }));
  return {
    about: p.about,
    words: {
      headline: {
        question: null,
        finding: say`Every figure comes from one definition`,
        paragraphs: [
          say`The same words stand in the file that computes it. Weights and thresholds are settings of this company; where a number is policy and not science, its value is given.`
        ],
        way: null
      },
      words: {
        question: "What do the words mean?",
        finding: say`Adjectives have thresholds`,
        paragraphs: [
          say`“Sound on the whole”: at most ${percent(soundTo)} of the partners that can be judged are at risk. “Even on the whole”: leads received and given differ by at most a quarter. Ranges hold the true value nine times in ten.`
        ],
        way: null
      },
      backtest: backtestAnswer(p),
      settings: settingsAnswer(p)
    },
    metrics,
    settings: heldSettings(p.settings).map(({name, value, usual}) => ({
      name,
      value: valueText(value),
      usual: valueText(usual),
      differs: value !== usual
    })),
    backtest: {scores: p.backtest_scores, calibration: p.backtest_calibration, alarms: p.backtest_alarms}
  };
}

const differing = (p: Portfolio) => changed(p.settings).map(({name}) => name);

function settingsAnswer(p: Portfolio): Answer {
  const names = differing(p);
  return {
    question: "Which settings hold?",
    finding: names.length
      ? say`${capital(counted(names.length, "setting"))} ${plural(names.length, "differs", "differ")} from ${plural(names.length, "its default", "their defaults")}: ${listed(names)}`
      : say`Every setting has its default`,
    paragraphs: [],
    way: null
  };
}

/** Whether the forecasts of the past were better than simpler guesses, good or bad. */
function backtestAnswer(p: Portfolio): Answer {
  const told = p.backtest_scores.filter((row) => row.brier !== null);
  const names: Record<string, string> = {trust: "the score", p_silent: "the chance of silence"};
  const sentences = told.map(({forecast, forecasts, brier, brier_portfolio, brier_raw}) => {
    const beaten = [
      ...(brier! < brier_portfolio! ? ["the portfolio’s mean"] : []),
      ...(brier! < brier_raw! ? ["the partner’s own rate"] : [])
    ];
    const verdict = beaten.length ? `foretold better than ${listed(beaten)}` : "foretold no better than simpler guesses";
    return say`Over ${whole(forecasts)} forecasts ${names[forecast] ?? forecast} ${verdict}${beaten.length === 1 ? ", and worse than the other guess" : ""}.`;
  });
  const alarm = p.backtest_alarms.find((row) => row.level === "alarm");
  const quiet = alarm?.judged
    ? say`After ${alarm.stayed_below} of ${alarm.judged} alarms of leads drying up the partner stayed below its pace.`
    : say`No alarm of leads drying up is old enough to be judged.`;
  return {
    question: "Did it foretell what then happened?",
    finding: told.length ? say`What past forecasts came to, good or bad` : say`History is too short to judge past forecasts`,
    paragraphs: told.length ? [paragraph(...sentences, quiet)] : [],
    way: null
  };
}
