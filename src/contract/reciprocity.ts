import {z} from "zod";
import {About} from "./about.ts";
import {Alliances, exchanged} from "./shapes.ts";
import {columns, count, day, fraction, id, maybe, number, text} from "./types.ts";
import {words} from "./words.ts";

export const Reciprocity = z.strictObject({
  about: About,
  words,
  portfolio: maybe(
    z.strictObject({
      weighted_reciprocity: maybe(fraction),
      rho: maybe(number),
      edges: count,
      mutual_dyads: count,
      people_us: count,
      people_them: count,
      lag_given: count,
      lag_returned: count,
      lag_rate: maybe(fraction),
      lag_lower: maybe(fraction),
      lag_upper: maybe(fraction),
      lag_expected: maybe(fraction)
    })
  ),
  history: z.array(z.strictObject({as_of: day, received: count, given: count, weighted_reciprocity: maybe(fraction)})),
  partners: columns({
    ...exchanged,
    share_lower: maybe(fraction),
    share_upper: maybe(fraction),
    received_value: maybe(number),
    given_value: maybe(number)
  }),
  callable: z.array(count),
  takers: columns({id, name: text, given: count, received: count, customer_deals: maybe(count)}),
  alliances: Alliances
});
