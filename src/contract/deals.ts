import {z} from "zod";
import {About} from "./about.ts";
import {columns, count, fraction, money, number, outcome, partnerId, partnerName, rows, table, text, word} from "./columns.ts";
import {led} from "./partner_people.ts";
import {Answer} from "./words.ts";

const all = {tells: "open"} as const;

/** How deals went by who led them and by size of the customer; "all" is all sizes together. */
export const ledSizes = table(
  {
    metric: "leadership_sizes",
    where: "m.deals > 0 and m.leadership in ('aligned', 'wrong_lead')",
    order: "customer_size, leadership"
  },
  {
    customer_size: word(["all", "small", "medium", "large", "unknown"], "size of the customer"),
    leadership: word(["aligned", "wrong_lead"], "whether the rule of engagement was followed"),
    deals: count("closed deals", all),
    won: count("won", all),
    win_rate: fraction("rate of these", all).nullable(),
    win_lower: fraction("lower end of its 90 % interval", all).nullable(),
    win_upper: fraction("upper end of its 90 % interval", all).nullable()
  }
);

/** Registrations of deals by partner; the row without id is the portfolio. */
export const registrations = table(
  {
    metric: "registrations",
    where: "m.registered > 0",
    order: "id is not null, both_sides + opened_against desc, late desc, name"
  },
  {
    id: partnerId().nullable(),
    name: partnerName().nullable(),
    registered: count("deals registered"),
    approved: count("approved"),
    waiting: count("not yet decided"),
    in_time: count("decided in time"),
    late: count("not decided in time"),
    in_time_share: fraction("part decided in time").nullable(),
    expired: count("expired"),
    both_sides: count("registered while we were at it"),
    opened_against: count("those against which we opened a direct deal")
  }
);

/** How long each registration of the window took to be decided, the newest 600. */
export const decisionTimes = table(
  {metric: null, order: "days, name, id"},
  {
    id: partnerId(),
    name: text("the partner's name", "partner"),
    days: count("business days from the registration to its decision, or so far", {unit: "days", tells: "day"}),
    state: word(["in_time", "late", "waiting", "overdue"], "whether it was decided by its due day", outcome)
  }
);

/** Discount and net sold by partner. */
export const discounts = table(
  {metric: "discount_by_volume", order: "net desc, name, id"},
  {
    id: partnerId(),
    name: partnerName(),
    discount: number("mean discount", "percent", "score"),
    net: money("net sold")
  }
);

/** Whether discounts follow what is sold. */
export const discountRanks = table(
  {metric: "discount_by_volume_summary", order: "partners"},
  {
    partners: count("partners compared", {unit: "partners", tells: "open"}),
    rank_correlation: number("from -1 to 1", "correlation", "open").nullable()
  }
);

/** Deals with a partner against direct deals of the same segments. */
export const effect = table(
  {metric: "partner_effect", where: "m.deals > 0", order: "involvement"},
  {
    involvement: word(["with_partner", "sourced", "influenced"], "what the partner did"),
    deals: count("deals with a partner", all),
    direct_deals: count("direct deals", all),
    won: count("won of those with a partner", all),
    direct_won: count("won of the direct ones", all),
    win_rate: fraction("rate won with a partner, over the same mix of deals", all).nullable(),
    direct_win_rate: fraction("rate won of direct deals, over the same mix of deals", all).nullable(),
    cycle_days: number("days to close with a partner", "days", "open").nullable(),
    direct_cycle_days: number("days to close direct deals", "days", "open").nullable(),
    difference: number("rate with a partner less direct, over the same mix of deals", "fraction", "open").nullable(),
    diff_lower: number("lower end of its 90 % interval", "fraction", "open").nullable(),
    diff_upper: number("upper end of its 90 % interval", "fraction", "open").nullable(),
    verdict: word(["better", "worse", "unclear"], "whether the interval excludes 0").nullable(),
    deal_size: money("mean size with a partner").nullable(),
    direct_deal_size: money("mean size of direct deals").nullable()
  }
);

/** Whether customers got the deliverer that they preferred, over all partners. */
export const preferences = table(
  {metric: "preferences", where: "m.partner_id is null and m.recorded > 0", order: "recorded"},
  {
    recorded: count("deals that tell", all),
    honoured: count("delivered as asked", all),
    overruled: count("delivered by the other side", all)
  }
);

/** Discount, competition and wins by year of the relationship. */
export const maturity = table(
  {metric: "maturity", where: "m.deals > 0", order: "year"},
  {
    year: count("year of the relationship", {unit: "years", tells: "open"}),
    deals: number("deals", "deals", "open"),
    win_rate: fraction("rate won", all).nullable(),
    discount: number("mean discount", "percent", "open").nullable(),
    priced: number("deals that record a discount", "deals", "open"),
    contested: fraction("part with a competitor", all).nullable()
  }
);

/** How deals go: who led them, registrations, with partners against without, and whether a long relationship pays. */
export const Deals = z.strictObject({
  about: About,
  words: z.record(z.string(), Answer),
  led: rows(ledSizes),
  led_partners: rows({row: {...led.row, id: partnerId(), name: text("the partner's name", "partner")}}),
  registrations: rows({row: {...registrations.row, id: partnerId(), name: partnerName()}}),
  decision_times: columns(decisionTimes.row),
  effect: rows(effect),
  discounts: columns(discounts.row),
  maturity: rows(maturity)
});
