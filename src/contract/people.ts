import {z} from "zod";
import {About} from "./about.ts";
import {Alliances} from "./shapes.ts";
import {columns, count, fraction, id, maybe, number, share, text} from "./types.ts";
import {words} from "./words.ts";

/** Who works with whom: pairs across the border, our people and whom they live off. */
export const People = z.strictObject({
  about: About,
  words,
  alliances: Alliances,
  reps: columns({
    name: text,
    net: number,
    partners: count,
    customers: count,
    top_id: maybe(id),
    top_name: maybe(text),
    top_share: maybe(share),
    top_customer: maybe(text),
    top_customer_share: maybe(share),
    lives_off: maybe(text),
    pipeline_deals: maybe(count),
    own_share: maybe(fraction)
  }),
  /** Leads between one of ours and a partner, both ways. */
  matrix: columns({ours: text, id, name: text, received: count, given: count})
});
