import {z} from "zod";
import {About} from "./about.ts";
import {Weighed} from "./shapes.ts";
import {columns, count, day, fraction, id, maybe, number, share, text} from "./types.ts";
import {words} from "./words.ts";

/** Whether service is good, and fair. */
export const Service = z.strictObject({
  about: About,
  words,
  weighed: z.array(Weighed),
  trouble_free: z.array(
    z.strictObject({
      introduced_by: z.enum(["partner", "direct"]),
      id: maybe(id),
      name: maybe(text),
      customers: count,
      trouble_free: count,
      share: maybe(fraction),
      lower: maybe(fraction),
      upper: maybe(fraction)
    })
  ),
  rescues: z.array(
    z.strictObject({owner: text, tickets: count, resolved: count, days: maybe(number), with_due: count, in_time: count})
  ),
  hours: columns({
    id,
    name: text,
    hours: maybe(number),
    service_share: maybe(fraction),
    share: maybe(share),
    served: maybe(text),
    last_contact_on: maybe(day),
    days_since_contact: maybe(count)
  }),
  reviews: columns({id, name: text, last_review_on: maybe(day), days_since_review: maybe(count), stale: z.boolean()})
});
