import type {File} from "../contract.js";
import {alarmsTable, calibrationPlot, calibrationTable, scoresTable} from "./backtest.js";
import {calibrationCaption} from "./captions.js";
import {definitions, settingsTable} from "./definitions.js";
import {drawing} from "./drawing.js";
import {figure} from "./figure.js";
import {calibrationFinding} from "./findings.js";
import type {Parts} from "./parts.js";
import {dated} from "./words.js";

/** The places of the page on method by name. */
export const parts: Parts<File<"method">> = {
  dated: ({about}) => dated(about),
  scores: ({backtest}) => scoresTable(backtest.scores),
  calibration: ({backtest: {calibration}}) =>
    calibration.length === 0
      ? ""
      : figure(
          drawing((size) => calibrationPlot(calibration, size), {wide: 420, narrow: 358}),
          {
            title: calibrationFinding(calibration),
            caption: `${calibrationCaption} By tenths of the forecast.`,
            figures: calibrationTable(calibration),
            defined: "backtest_calibration"
          }
        ),
  alarms: ({backtest}) => alarmsTable(backtest.alarms),
  definitions: ({metrics}) => definitions(metrics),
  settings: ({settings}) => settingsTable(settings)
};
