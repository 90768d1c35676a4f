import type {File} from "../contract/index.js";
import {capital, counted, percent, some, whole} from "../shared/formats.js";
import {maturityMin, total, type Led} from "./deals.js";

/* The pictures of the page on deals: what they are called and how they are read. */

export const decisionStates: Record<File<"deals">["decision_times"]["state"][number], string> = {
  in_time: "decided on time",
  late: "decided late",
  waiting: "waiting",
  overdue: "waiting, overdue"
};

/** Registrations by how long their decision took. */
export function decisionTitle(states: readonly File<"deals">["decision_times"]["state"][number][]): string {
  const late = states.filter((state) => state === "late" || state === "overdue").length;
  if (states.length === 1) return `The only registration is ${late ? "" : "not "}late`;
  return `${some(late) === "none" ? "None" : whole(late)} of ${counted(states.length, "registration")} late`;
}

export const decisionCaption = (n: number, most: number): string =>
  `Business days from registration to decision, a dot each; hollow: not yet decided.${n >= most ? ` The newest ${whole(most)}.` : ""}`;

export function effectTitle(rows: File<"deals">["effect"]): string {
  const all = rows.find((row) => row.involvement === "with_partner");
  return all?.win_rate == null || all.direct_win_rate === null
    ? "Win rate with a partner less that of direct deals"
    : `Win rate over the same mix: ${percent(all.win_rate)} with a partner, ${percent(all.direct_win_rate)} direct`;
}

export const effectCaption =
  "Difference of win rates over the same mix of industries and sizes, in points. Lines: 90% intervals; where one crosses the dashed line, can’t tell yet.";

export const maturityNames = {won: "won", contested: "met a competitor", discount: "mean discount"};
export function maturityTitle(rows: File<"deals">["maturity"]): string {
  const known = rows.filter((row) => row.deals >= maturityMin && row.win_rate !== null);
  const [then, now] = [known[0], known.at(-1)];
  if (!then || !now) return "Competition and discount from year 1 of the relationship";
  return `Won: ${percent(then.win_rate)} of deals in year ${then.year}, ${percent(now.win_rate)} in year ${now.year}`;
}
export const maturityCaption = `Bands: 90% intervals of the shares. Years with fewer than ${maturityMin} deals are left out, and of discounts those with fewer that record one.`;
export const discountsTitle = (n: number): string => `Discount and net sold of ${counted(n, "partner")}`;
/** @param undrawn how many partners sold nothing net, which have no place on the scale */
export const discountsCaption = (undrawn: number): string =>
  `Mean discount in percent against net sold, a dot per partner.${undrawn ? ` Not drawn: ${whole(undrawn)} without net sales above 0.` : ""}`;

export function ledTitle(rows: File<"deals">["led"]): string {
  const told = (side: Led["leadership"], text: string) => {
    const row = total(rows, side);
    return row ? [`${text}: ${percent(row.won / row.deals)} of deals won`] : [];
  };
  return capital([...told("aligned", "rule followed"), ...told("wrong_lead", "rule broken")].join("; "));
}

export const ledCaption =
  "Share of deals won, by size of the customer and whether the deal lead follows the rule of engagement. Lines: 90% intervals.";

export const ledLabel = (size: string, leadership: Led["leadership"]): string =>
  `${size === "all" ? "All" : capital(size)}, ${leadership === "aligned" ? "rule followed" : "rule broken"}`;

export const involvementNames: Record<string, string> = {
  with_partner: "With a partner",
  sourced: "Partner-sourced",
  influenced: "Partner-influenced"
};
