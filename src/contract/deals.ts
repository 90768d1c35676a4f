import {z} from "zod";
import {About} from "./about.ts";
import {count, fraction, id, maybe, number, text} from "./types.ts";
import {words} from "./words.ts";

/** How deals go: who led them, registrations, with partners against without, and whether a long relationship pays. */
export const Deals = z.strictObject({
  about: About,
  words,
  led: z.array(
    z.strictObject({
      customer_size: text,
      leadership: z.enum(["aligned", "misled"]),
      deals: count,
      won: count,
      win_rate: maybe(fraction),
      win_lower: maybe(fraction),
      win_upper: maybe(fraction)
    })
  ),
  led_partners: z.array(
    z.strictObject({id, name: text, recorded: count, misled: count, misled_won: count, aligned: count, aligned_won: count})
  ),
  registrations: z.array(
    z.strictObject({
      id,
      name: text,
      registered: count,
      approved: count,
      waiting: count,
      late: count,
      in_time_share: maybe(fraction),
      expired: count,
      both_sides: count,
      opened_against: count
    })
  ),
  effect: z.array(
    z.strictObject({
      involvement: text,
      deals: count,
      direct_deals: count,
      win_rate: maybe(fraction),
      direct_win_rate: maybe(fraction),
      cycle_days: maybe(number),
      direct_cycle_days: maybe(number),
      deal_size: maybe(number),
      direct_deal_size: maybe(number)
    })
  ),
  maturity: z.array(
    z.strictObject({
      year: count,
      deals: number,
      win_rate: maybe(fraction),
      discount: maybe(number),
      contested: maybe(fraction)
    })
  )
});
