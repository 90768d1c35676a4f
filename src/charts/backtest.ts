import type {File} from "../contract/index.js";
import {calibrationCaption, calibrationTitle} from "../copy/calibration.js";
import {chart, colour, halo} from "./chart.js";
import {drawing} from "./drawing.js";
import {figure} from "../ui/figure.js";
import {fixed, percent, whole} from "../shared/formats.js";
import {Plot} from "./libraries.js";
import {definitionLink} from "../shared/ways.js";
import {table} from "../tables/table.js";

type Backtest = File<"method">["backtest"];

type Tenth = Backtest["calibration"][number];

const names: Record<string, string> = {trust: "score", p_silent: "inactivity, from own deals"};
const named = ({forecast}: {forecast: string}) => names[forecast] ?? forecast;
const brier = (value: number | null) => (value === null ? "–" : fixed(value, 4));

/** Brier scores of the forecasts and of simpler guesses; lower is better. */
export const scoresTable = (rows: Backtest["scores"]): Node =>
  table(rows, {
    caption: "Mean squared error of forecasts (Brier score); lower is better",
    file: "backtest",
    empty: "History is too short.",
    leads: () => definitionLink("backtest_scores"),
    columns: [
      {label: "Forecast", value: named, narrow: true},
      {label: "Forecasts", value: (row) => row.forecasts, show: (row) => whole(row.forecasts), numeric: true},
      {label: "Error", value: (row) => row.brier, show: (row) => brier(row.brier), numeric: true, narrow: true},
      {
        label: "Portfolio average",
        value: (row) => row.brier_portfolio,
        show: (row) => brier(row.brier_portfolio),
        numeric: true,
        narrow: true
      },
      {label: "Own rate", value: (row) => row.brier_raw, show: (row) => brier(row.brier_raw), numeric: true, narrow: true}
    ]
  });

/** After how many alarms, watches and tests without either a partner stayed below its pace. */
export const alarmsTable = (rows: Backtest["alarms"]): Node =>
  table(rows, {
    caption: "Referrals below normal pace: what followed",
    file: "backtest_alarms",
    empty: "History is too short.",
    leads: () => definitionLink("backtest_alarms"),
    columns: [
      {label: "Level", value: (row) => row.level, narrow: true},
      {label: "Judged", value: (row) => row.judged, numeric: true, narrow: true},
      {label: "Stayed below its pace", value: (row) => row.stayed_below, numeric: true, narrow: true},
      {label: "Share", value: (row) => row.share, show: (row) => percent(row.share), numeric: true, narrow: true},
      {label: "At least", value: (row) => row.lower, show: (row) => percent(row.lower), numeric: true},
      {label: "At most", value: (row) => row.upper, show: (row) => percent(row.upper), numeric: true}
    ]
  });

/** Predicted and observed, by tenths of each forecast. */
export const calibrationTable = (rows: Backtest["calibration"]): Node =>
  table(rows, {
    caption: "Predicted and observed",
    file: "calibration",
    empty: "History is too short.",
    leads: () => definitionLink("backtest_calibration"),
    columns: [
      {label: "Forecast", value: named, narrow: true},
      {
        label: "Predicted",
        value: (row) => row.mean_forecast,
        show: (row) => percent(row.mean_forecast),
        numeric: true,
        narrow: true
      },
      {
        label: "Observed",
        value: (row) => row.mean_outcome,
        show: (row) => percent(row.mean_outcome),
        numeric: true,
        narrow: true
      },
      {label: "Weight", value: (row) => row.weight, show: (row) => whole(row.weight), numeric: true, narrow: true}
    ]
  });

/** Observed against predicted, by tenths; equal on the line. */
export function calibrationPlot(rows: Backtest["calibration"], {width}: {width: number}): Node {
  const shown = [...rows];
  const at = {x: "mean_forecast", y: "mean_outcome"};
  const size = Math.min(width, 420);
  return chart(
    {
      width: size,
      height: size * 0.8,
      marginLeft: 48,
      marginTop: 32,
      marginBottom: 36,
      x: {domain: [0, 1], tickSize: 0, label: "predicted", tickFormat: (d: number) => percent(d), ticks: 5},
      y: {domain: [0, 1], tickSize: 0, label: "observed", tickFormat: (d: number) => percent(d), ticks: 5},
      r: {range: [0, 9]},
      marks: [
        Plot.line(
          [
            [0, 0],
            [1, 1]
          ],
          {stroke: colour.hair}
        ),
        Plot.dot(shown, {
          ...at,
          r: "weight",
          fill: (d: (typeof shown)[number]) => (d.forecast === "trust" ? colour.accent : colour.ground),
          stroke: (d: (typeof shown)[number]) => (d.forecast === "trust" ? colour.accent : colour.ink),
          title: (d: (typeof shown)[number]) =>
            `${named(d)}\n${percent(d.mean_forecast)} predicted, ${percent(d.mean_outcome)} observed`,
          tip: true
        }),
        largest(shown).map((d, i, all) =>
          Plot.text([d], {
            ...{...at, text: named, textAnchor: inward(d.mean_forecast), fill: colour.ink, ...halo},
            dy: all.some((other, j) => j !== i && isCloseAbove(other, d, j < i)) ? 20 : -16
          })
        )
      ]
    },
    `Observed against predicted: ${shown.map((r) => `${named(r)} ${percent(r.mean_forecast)} predicted, ${percent(r.mean_outcome)} observed`).join("; ")}.`
  );
}

/** Whether two names above their dots would touch, and the first one's dot is the higher: then the other's name goes below. */
function isCloseAbove(first: Tenth, other: Tenth, isEarlier: boolean): boolean {
  const [x, y] = [first.mean_forecast - other.mean_forecast, first.mean_outcome - other.mean_outcome];
  return Math.abs(x) < 0.8 && Math.abs(y) < 0.1 && (y > 0 || (y === 0 && isEarlier));
}

/** So that a name at a side of the picture runs into it. */
const inward = (share: number | null) => (share === null ? "middle" : share > 0.6 ? "end" : share < 0.4 ? "start" : "middle");

/** Of each forecast the tenth with most weight, which carries its name. */
const largest = (rows: Backtest["calibration"]) =>
  [...new Set(rows.map((row) => row.forecast))].map((forecast) =>
    rows.filter((row) => row.forecast === forecast).reduce((a, b) => (b.weight > a.weight ? b : a))
  );

/** The calibration of past forecasts; "" where there are none. */
export const calibrationFigure = (rows: Backtest["calibration"]): Node | string =>
  rows.length === 0
    ? ""
    : figure(
        drawing((size) => calibrationPlot(rows, size), {wide: 420, narrow: 358}),
        {
          title: calibrationTitle(rows),
          caption: calibrationCaption,
          figures: calibrationTable(rows),
          defined: "backtest_calibration"
        }
      );
