import {z} from "zod";
import {About} from "./about.ts";
import {Level} from "./categories.ts";
import {Calibrated} from "./shapes.ts";
import {count, fraction, maybe, number, text} from "./types.ts";
import {words} from "./words.ts";

export const Method = z.strictObject({
  about: About,
  words,
  metrics: z.array(
    z.strictObject({
      name: text,
      question: text,
      definition: text,
      unit: text,
      direction: text,
      source: text,
      settings: z.array(z.strictObject({name: text, value: text}))
    })
  ),
  settings: z.array(z.strictObject({name: text, value: text, usual: text, differs: z.boolean()})),
  /** How forecasts of the past came out, against simpler guesses; none where history is too short. */
  backtest: z.strictObject({
    scores: z.array(
      z.strictObject({
        forecast: text,
        forecasts: count,
        brier: maybe(number),
        brier_portfolio: maybe(number),
        brier_raw: maybe(number)
      })
    ),
    /** By tenths of the forecast. */
    calibration: z.array(Calibrated),
    /** Of leads drying up: after how many alarms the partner stayed below its pace, and after how many tests without one. */
    alarms: z.array(
      z.strictObject({
        level: Level,
        judged: count,
        stayed_below: count,
        share: maybe(fraction),
        lower: maybe(fraction),
        upper: maybe(fraction)
      })
    )
  })
});
