import {z} from "zod";
import {About} from "./about.ts";
import {CurvePoint, Member} from "./shapes.ts";
import {columns, count, day, fraction, id, maybe, number, share, text} from "./types.ts";
import {words} from "./words.ts";

const Dimension = z.strictObject({
  dimension: z.enum(["partner", "customer", "rep", "region"]),
  n: count,
  total: number,
  hhi: maybe(fraction),
  effective_n: maybe(number),
  cr1: maybe(share),
  cr3: maybe(share),
  top20_share: maybe(share),
  gini: maybe(number),
  band: maybe(z.enum(["low", "moderate", "high"])),
  /** The largest, and one more row (id null) for all others together. */
  members: z.array(Member),
  negative: z.array(z.strictObject({name: text, net: number}))
});

export const Concentration = z.strictObject({
  about: About,
  words,
  revenue: z.strictObject({partner: number, direct: number, held_out_deals: count}),
  dimensions: z.array(Dimension),
  disclosures: z.array(
    z.strictObject({dimension: z.enum(["partner", "customer"]), name: text, members: count, net: number, share})
  ),
  loss: maybe(z.strictObject({expected_loss: number, var95: number, es95: number, p_lose_20: fraction})),
  curve: z.array(CurvePoint),
  history: z.array(z.strictObject({as_of: day, effective_n: maybe(number), n: count})),
  what_if: z.array(z.strictObject({removed: text, share_lost: share, effective_n_rest: maybe(number)})),
  regions: z.array(
    z.strictObject({
      region: text,
      partners: count,
      net: number,
      effective_n: maybe(number),
      top_id: maybe(id),
      top_name: maybe(text),
      top_share: maybe(share)
    })
  ),
  partners: columns({
    id,
    name: text,
    parent: maybe(text),
    revenue: number,
    share: maybe(share),
    p_silent: fraction,
    expected_loss: number,
    expected_deals: maybe(number)
  }),
  /** Customers and our reps, who can be taken away too. */
  customers: columns({id, name: text, revenue: number, share}),
  reps: columns({id, name: text, revenue: number, share})
});
