import {z} from "zod";
import {About} from "./about.ts";
import {
  columns,
  count,
  day,
  flag,
  fraction,
  money,
  number,
  outcome,
  partnerId,
  partnerName,
  personName,
  pick,
  rows,
  table
} from "./columns.ts";
import {partners} from "./partners.ts";
import {Answer} from "./words.ts";

const all = {tells: "open"} as const;

/** How referrals run both ways over all partners and persons. */
export const exchangePortfolio = table(
  {metric: "reciprocity_portfolio", order: "edges"},
  {
    weighted_reciprocity: fraction("part of all referrals that is reciprocated", all).nullable(),
    rho: number("reciprocity against chance (Garlaschelli & Loffredo)", "correlation", "open").nullable(),
    received_value: money("value of the referrals received: what was won of them"),
    given_value: money("value of the referrals given that were accepted"),
    edges: count("pairs of persons with referrals one way", all),
    mutual_dyads: count("pairs with referrals both ways", all),
    people_us: count("our people in them", all),
    people_them: count("their people in them", all),
    lag_given: count("referrals given that could have been returned", all),
    lag_returned: count("returned in time", all),
    lag_rate: fraction("rate of these", all).nullable(),
    lag_lower: fraction("lower end of its interval", all).nullable(),
    lag_upper: fraction("upper end of its interval", all).nullable(),
    lag_expected: fraction("rate to expect by chance", all).nullable(),
    lag_excess_lower: number("lower end of its interval", "fraction", "open").nullable(),
    lag_excess_upper: number("upper end of its interval", "fraction", "open").nullable()
  }
);

/** Referrals exchanged in the window that ends at each month-end. */
export const exchangeHistory = table(
  {metric: null, order: "as_of"},
  {
    as_of: day("the date of the figures", all),
    received: count("referrals received", all),
    given: count("referrals given", all),
    weighted_reciprocity: fraction("part that is reciprocated", all).nullable()
  }
);

/** One-sided partners: they receive clearly more than they send. */
export const oneSided = table(
  {metric: "one_sided", order: "given - received desc, name, id"},
  {
    id: partnerId(),
    name: partnerName(),
    given: count("referrals given to it"),
    received: count("referrals received from it"),
    customer_deals: count("deals that we found and it is on").nullable()
  }
);

/** Pairs of persons whose referrals run both ways. */
export const alliances = table(
  {metric: "alliances", order: "received + given desc, name, ours, theirs"},
  {
    id: partnerId(),
    name: partnerName(),
    ours: personName("our person", "m.us_person"),
    theirs: personName("their person", "m.them_person"),
    received: count("referrals received"),
    given: count("referrals given"),
    since: day("first day that they ran both ways", {from: "m.first_two_way_on"}).nullable(),
    on_paper: flag("the partner has a written agreement", {
      tells: "trait",
      from: "coalesce(m.agreement, 'none') not in ('none', 'informal')"
    }),
    reps_now: count("of our people with such a pair at this partner"),
    ready: flag("enough for a formal agreement", {...outcome, from: "m.ready_to_formalize"})
  }
);

/** What is exchanged with a partner. */
export const exchanged = pick(partners, "id", "name", "received", "given", "verdict");

export const Reciprocity = z.strictObject({
  about: About,
  words: z.record(z.string(), Answer),
  portfolio: z.strictObject(exchangePortfolio.row).nullable(),
  history: rows(exchangeHistory),
  partners: columns({...exchanged, ...pick(partners, "share_lower", "share_upper", "received_value", "given_value")}),
  callable: z.array(count("referrals")),
  one_sided: columns(oneSided.row),
  alliances: columns(alliances.row)
});
