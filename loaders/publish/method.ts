import type {File} from "../../src/contract/index.ts";
import {claims} from "../../src/copy/claims.ts";
import {backtestAnswer, claimsAnswer, methodHeadline, settingsAnswer, wordsAnswer} from "../../src/copy/method.ts";
import {readCatalogue} from "../metrics/catalogue.ts";
import {effectiveSettings, plainSettings} from "../settingsValues.ts";
import {changed, valueText} from "./changedSettings.ts";
import type {Portfolio} from "./portfolio.ts";

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
      headline: methodHeadline(),
      words: wordsAnswer(),
      claims: claimsAnswer(),
      backtest: backtestAnswer(p),
      settings: settingsAnswer(changed(p.settings).map(({name}) => name))
    },
    metrics,
    claims: claims(p.settings).map(({claim, rule, metric, test: [file, title]}) => ({claim, rule, metric, file, title})),
    settings: effectiveSettings(p.settings).map((setting) => ({
      name: setting.name,
      value: valueText(setting.value),
      default: valueText(setting.default),
      differs: setting.value !== setting.default
    })),
    backtest: {scores: p.backtest_scores, calibration: p.backtest_calibration, alarms: p.backtest_alarms}
  };
}
