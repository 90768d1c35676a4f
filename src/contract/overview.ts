import {z} from "zod";
import {About} from "./about.ts";
import {Alert, Change, CurvePoint, GradeCount, Mark, Member, Trend, Weighed, dot, exchanged} from "./shapes.ts";
import {columns, count, day, fraction, id, maybe, number, score, share, text} from "./types.ts";
import {Sentence, words} from "./words.ts";

export const Overview = z.strictObject({
  about: About,
  words,
  numbers: z.array(z.strictObject({value: text, unit: text, note: Sentence, to: text})),
  typical: maybe(score),
  grades: z.array(GradeCount),
  /** Every partner, up to 200 of them; beyond, the scores in `grades` stand for them. */
  dots: columns(dot),
  exchange: columns(exchanged),
  /** At index s, the smallest number on one side that is clearly more than s on the other. */
  callable: z.array(count),
  members: z.array(Member),
  member_count: count,
  effective_n: maybe(number),
  curve: z.array(CurvePoint),
  var95: maybe(fraction),
  /** Cumulative share of revenue after the first k partners, k = 0, 1, … (thinned to about 200). */
  pareto: columns({rank: count, cumulative: share}),
  k80: maybe(count),
  k_a: maybe(count),
  k_ab: maybe(count),
  marks: z.array(Mark),
  weighed: z.array(Weighed),
  contact: columns({id, name: text, days: maybe(count), ignored: z.boolean()}),
  ignored_days: count,
  changes: z.array(Change),
  trends: z.array(Trend),
  alerts: z.array(Alert),
  /** The day of the publication that new alerts are told from. */
  compared: maybe(day)
});
