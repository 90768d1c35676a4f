import {z} from "zod";
import {About} from "./about.ts";
import {Trend} from "./shapes.ts";
import {columns, day, id, maybe, number, score, text} from "./types.ts";
import {words} from "./words.ts";

/** How a published figure came to what it is now: before + corrected + redefined + events = now. */
const move = {
  before: maybe(number),
  now: maybe(number),
  corrected: maybe(number),
  redefined: maybe(number),
  events: maybe(number)
};

export const Changes = z.strictObject({
  about: About,
  words,
  month: maybe(day),
  quarter: maybe(day),
  /** The month's end a whole year back. */
  year: maybe(day),
  drop: maybe(day),
  trends: z.array(Trend),
  /** The publication before; null where this is the first. */
  published: maybe(
    z.strictObject({
      as_of: day,
      settings: z.array(text),
      definitions: z.boolean(),
      headlines: columns({headline: text, unit: text, ...move}),
      scores: columns({id, name: text, ...move})
    })
  ),
  /** Scores at the drop before. */
  scores: columns({id, score: maybe(score)})
});
