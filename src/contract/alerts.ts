import {z} from "zod";
import {About} from "./about.ts";
import {Alert} from "./shapes.ts";
import {day, maybe} from "./types.ts";
import {words} from "./words.ts";

/** What needs attention, by what is at stake, and what has been resolved since the publication before. */
export const Alerts = z.strictObject({
  about: About,
  words,
  /** The quarter's end that moves are counted from. */
  since: maybe(day),
  /** The day of the publication that the status is told from; null where this is the first. */
  compared: maybe(day),
  alerts: z.array(Alert)
});
