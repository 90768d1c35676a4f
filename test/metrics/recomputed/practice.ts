import type {Practice} from "../practised.ts";
import type {Row} from "../support.ts";
import {dayNumber, type View} from "./view.ts";

export type Deal = Practice["deals"][number];

/** Days from a record's day to the end of the view's day; negative while it lies ahead, null where it has none. */
export const age = (view: View, day: unknown) => (dayNumber(day) === null ? null : view.today - dayNumber(day)!);
/** Whether so many days ago lies in a window of so many. */
export const within = (days: number | null, window: number) => days !== null && days >= 0 && days < window;
/** Those that deal_partners names for a deal, else its own. */
export const partnersOn = (world: Practice, d: Deal): string[] => {
  const named = world.deal_partners.filter((x) => x.deal_id === d.deal_id).map((x) => String(x.partner_id));
  return named.length ? named : d.partner_id === null ? [] : [String(d.partner_id)];
};
/** k of n; null of none. */
export const share = (k: number, n: number) => (n ? k / n : null);

/** Rows of the company (partner_id null) and of each partner that has such deals; none where there are none. */
export function perPartner(world: Practice, deals: Deal[], row: (deals: Deal[]) => Row): Row[] {
  const ids = [...new Set(deals.flatMap((d) => partnersOn(world, d)))];
  const own = ids.map((id) => ({partner_id: id, ...row(deals.filter((d) => partnersOn(world, d).includes(id)))}));
  return deals.length ? [{partner_id: null, ...row(deals)}, ...own] : [];
}
