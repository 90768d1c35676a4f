import {z} from "zod";
import {Grade, Verdict} from "./categories.ts";
import {columns, count, day, fraction, id, maybe, number, score, share, text} from "./types.ts";
import {Sentence} from "./words.ts";

export const dot = {id, name: text, score, lower: score, upper: score, grade: Grade, before: maybe(Grade)};

export const exchanged = {id, name: text, received: count, given: count, verdict: Verdict};

export const GradeCount = z.strictObject({grade: Grade, partners: count, entered: count, left: count, scores: z.array(score)});

export const Member = z.strictObject({id: maybe(id), name: text, net: number, share, disclosed: z.boolean(), members: count});

export const CurvePoint = z.strictObject({share_lost: fraction, probability: fraction});

export const Weighed = z.strictObject({id, name: text, service_share: fraction, value_share: share});

export const Mark = z.strictObject({
  id,
  name: text,
  rank: count,
  kind: z.enum(["entered", "left", "next"]),
  /** Won deals that would make it trusted. */
  to_trusted: maybe(count)
});

export const Calibrated = z.strictObject({forecast: text, mean_forecast: fraction, mean_outcome: fraction, weight: number});

/** Who of us works with whom of theirs. */
export const Alliances = columns({
  id,
  name: text,
  ours: text,
  theirs: text,
  received: count,
  given: count,
  since: maybe(day),
  on_paper: z.boolean(),
  reps_now: count,
  ready: z.boolean()
});

export const AlertStatus = z.enum(["new", "continuing", "resolved"]);

export const Alert = z.strictObject({
  /** The same at every rebuild, made of what it is and whom it concerns. */
  id: text,
  kind: text,
  /** Against the publication before. */
  status: AlertStatus,
  partner: maybe(id),
  level: z.enum(["alarm", "watch"]),
  about: Sentence,
  why: Sentence,
  since: maybe(day),
  /** In leads, money, hours or points. */
  size: text,
  /** What is expected to be lost if nothing is done, in money; alerts are ranked by it. */
  stake: maybe(number),
  /** Who acts, and what is to be done. */
  todo: Sentence
});
export type Alert = z.infer<typeof Alert>;

/** A figure, and by how much it differs from what it was at the month's and quarter's end, a year and at the drop before. */
export const Trend = z.strictObject({
  headline: text,
  unit: text,
  better: z.enum(["higher", "lower", "neither"]),
  value: maybe(number),
  since_month: maybe(number),
  since_quarter: maybe(number),
  since_year: maybe(number),
  since_drop: maybe(number)
});
export type Trend = z.infer<typeof Trend>;

export const Change = z.strictObject({what: Sentence, before: text, now: text, why: Sentence});
export type Change = z.infer<typeof Change>;
