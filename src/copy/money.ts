import type {About, Excluded, Sentence} from "../contract/index.js";
import {counted, listed, money, percent, period, plural, whole} from "../shared/formats.js";
import {nothing, say} from "./say.js";
import {notRecorded} from "./recorded.js";

/* What money figures leave out: won deals whose currency has no exchange rate for the month in which they closed. */

/** "USD 450 and SEK 900": amounts that can't be added up, each in its own currency. */
const amountsText = (amounts: Excluded["amounts"]): string =>
  listed(amounts.map(({currency, amount}) => `${currency}\u00a0${money(amount, null)}`));

type Leaves = Pick<About, "excluded" | "window_days">;

/** Whether amounts are bands, of which neither a sum nor a quotient says anything of what is in them. */
export const inBands = ({amounts}: Pick<About, "amounts">): boolean => amounts === "banded" || amounts === "indexed";

/** The currency of amounts, and how they are told. */
export type Told = Pick<About, "amounts" | "currency">;

/** The same of what is given: pages and notebooks made with an earlier version give the currency alone. */
export const toldBy = (about: Told | string | null): Told =>
  about !== null && typeof about === "object" ? about : {currency: about};

/** A sum of amounts; of bands it is of their lower ends, and so the least that it can be. */
export const summed = (total: number, about: Pick<About, "amounts" | "currency">): string =>
  `${inBands(about) ? "at least " : ""}${money(total, about.currency)}`;

/** The same of shares: those of one are bands wherever amounts are not exact. */
export const summedShares = (total: number, about: Pick<About, "amounts">): string =>
  `${about.amounts && total > 0 ? "at least " : ""}${percent(total)}`;

/** The largest of some amounts, as what none of them is above; of bands only the lower end is known. */
export const noneAbove = (largest: number, about: Pick<About, "amounts" | "currency">): string =>
  inBands(about) ? `the largest at least ${money(largest, about.currency)}` : `none above ${money(largest, about.currency)}`;

/** Beside every sum of money: what it leaves out. Nothing where it leaves out nothing. */
export function excludedSentence({excluded, window_days: days}: Leaves): Sentence {
  if (!excluded) return nothing;
  const {deals, of, amounts} = excluded;
  return say`Excluded from every money figure: ${whole(deals)} of ${counted(of, "won deal")} in ${period(days)}${amounts.length ? ` (${amountsText(amounts)})` : ""}, because ${plural(deals, "its", "their")} currency has no exchange rate. Deliver rates to include ${plural(deals, "it", "them")}.`;
}

/** Beside the revenue of one partner: which of its deals it leaves out. */
export function partnerExcluded(
  rows: readonly {currency: string; deals: number; amount: number}[],
  {excluded}: Leaves
): Sentence {
  const deals = rows.reduce((sum, row) => sum + row.deals, 0);
  if (!deals) return nothing;
  return say`Excluded from its revenue: ${counted(deals, "won deal")}${excluded?.amounts.length ? ` (${amountsText(rows.map(({currency, amount}) => ({currency, amount})))})` : ""}, because ${plural(deals, "its", "their")} currency has no exchange rate.`;
}

/** What shares leave out: partners to which more was refunded than they brought count as 0, or the rest would add up to more than all. */
export function belowZeroSentence(f: {
  members: readonly {dimension: string; net: number}[];
  about: Pick<About, "currency" | "amounts">;
}): Sentence {
  const below = f.members.filter((m) => m.dimension === "partner" && m.net < 0);
  if (!below.length) return nothing;
  const sum = below.reduce((sum, m) => sum + m.net, 0);
  // below nothing the end of a band that is nearer to it is the higher one
  const total = `${money(sum, f.about.currency)}${inBands(f.about) ? " or less" : ""}`;
  return below.length === 1
    ? say`Refunds exceed what one partner brought (${total}); it counts as 0 here.`
    : say`Refunds exceed what ${whole(below.length)} partners brought (${total} together); they count as 0 here.`;
}

/** The same beside the revenue of one partner; "" where refunds leave something. */
export const belowZeroNote = ({below_zero: net}: {below_zero: number | null}, about: Pick<About, "currency">): string =>
  net ? `; refunds exceed what it brought (${money(net, about.currency)}), which counts as 0` : "";

type Known = Leaves & Pick<About, "recorded" | "unusable">;

/** Whether money can't be told: no deals are recorded, or too much is excluded for a share of the rest to be meaningful. */
export const moneyUnknown = ({excluded, recorded}: Known): boolean => !recorded.deals || (excluded?.half ?? false);

/** The finding that takes the place of one about money. */
export const incomplete = ({excluded, recorded, unusable}: Known): Sentence =>
  !recorded.deals
    ? notRecorded({unusable}, ["deals"], say`Deals are not recorded`)
    : say`Revenue is incomplete: ${whole(excluded?.deals ?? 0)} of ${counted(excluded?.of ?? 0, "won deal")} ${plural(excluded?.deals ?? 0, "has", "have")} no exchange rate`;

/** The title of a picture of such revenue. */
export const withRateOnly = "Of the revenue with an exchange rate only";

/** "partner revenue", or "partner revenue with an exchange rate" where more than a little has none. Every page with money says so first. */
export const revenueName = ({excluded}: Leaves, name = "partner revenue"): string =>
  excluded?.material ? `${name} with an exchange rate` : name;
