import {z} from "zod";
import {About} from "./about.ts";
import {Grade, Label} from "./categories.ts";
import {Mark, Weighed} from "./shapes.ts";
import {columns, count, fraction, id, maybe, number, score, share, text} from "./types.ts";
import {words} from "./words.ts";

export const Segments = z.strictObject({
  about: About,
  words,
  ignored_days: count,
  k80: maybe(count),
  k_a: maybe(count),
  k_ab: maybe(count),
  marks: z.array(Mark),
  pareto: columns({rank: count, cumulative: share}),
  weighed: z.array(Weighed),
  partners: columns({
    id,
    name: text,
    rank: count,
    abc: z.enum(["A", "B", "C"]),
    label: Label,
    revenue: number,
    value_share: share,
    service_share: maybe(fraction),
    served: maybe(z.enum(["over", "under", "fair"])),
    merit: maybe(number),
    merit_rank: maybe(count),
    expected_deals: maybe(number),
    deal_size: maybe(number),
    score: maybe(score),
    lower: maybe(score),
    upper: maybe(score),
    grade: maybe(Grade),
    next_grade: maybe(Grade),
    to_next_deals: maybe(count),
    to_next_referrals: maybe(count),
    to_next_tickets: maybe(count),
    days_since_contact: maybe(count),
    ignored: z.boolean()
  }),
  moves: z.array(z.strictObject({id, name: text, move: z.enum(["entered", "left"])})),
  first_deal: maybe(z.strictObject({median_days: maybe(number), waiting_365: maybe(fraction)}))
});
