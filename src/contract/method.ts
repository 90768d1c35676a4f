import {z} from "zod";
import {About} from "./about.ts";
import {rows} from "./columns.ts";
import {backtestAlarms, backtestCalibration, backtestScores} from "./trust.ts";
import {Answer} from "./words.ts";

export const Method = z.strictObject({
  about: About,
  words: z.record(z.string(), Answer),
  metrics: z.array(
    z.strictObject({
      name: z.string(),
      question: z.string(),
      definition: z.string(),
      unit: z.string(),
      direction: z.string(),
      source: z.string(),
      settings: z.array(z.strictObject({name: z.string(), value: z.string()}))
    })
  ),
  /** What the site claims, by what rule, of which metric, and which test holds it. */
  claims: z.array(
    z.strictObject({claim: z.string(), rule: z.string(), metric: z.string().nullable(), file: z.string(), title: z.string()})
  ),
  settings: z.array(z.strictObject({name: z.string(), value: z.string(), default: z.string(), differs: z.boolean()})),
  /** How forecasts of the past came out, against simpler guesses; none where history is too short. */
  backtest: z.strictObject({
    scores: rows(backtestScores),
    /** By tenths of the forecast. */
    calibration: rows(backtestCalibration),
    /** Of referrals below pace: after how many alarms the partner stayed below it, and after how many tests without one. */
    alarms: rows(backtestAlarms)
  })
});
