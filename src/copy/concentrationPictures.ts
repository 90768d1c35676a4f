import {atLeast, capital, counted, decimal, listed, monthYear, percent, period, plural, whole} from "../shared/formats.js";
import {badYearAlone} from "./concentration.js";
import {equalOnes, plurals} from "./spread.js";
import type {DimensionName, Facts} from "./facts.js";
import {moneyUnknown, summedShares, withRateOnly} from "./money.js";

/* Titles and captions of the pictures of concentration, and what is said of a what-if. */

type Members = readonly {name: string; share: number; members: number}[];

export function sharesTitle(members: Members, about: Facts["about"]): string {
  if (moneyUnknown(about)) return withRateOnly;
  const named = members.filter((m) => m.members === 1).sort((a, b) => b.share - a.share);
  const three = named.slice(0, 3).reduce((sum, m) => sum + m.share, 0);
  const [most] = named;
  return most
    ? `${most.name} brings ${percent(most.share)}${named.length > 3 ? `, the three largest ${summedShares(three, about)}` : ""}`
    : "";
}

export const sharesCaption = (of: DimensionName | "region", members: Members): string =>
  `Shares of ${of === "partner" || of === "region" ? "partner revenue" : "revenue"} by ${of === "region" ? "region of the deal" : of}, largest first. ${
    members.some((m) => m.members > 1) ? "Paler: the others, each as their average. " : ""
  }The dashed box has the area of all bars.${
    of === "partner" || of === "customer" ? " Blue: at or above the threshold, for Finance to check." : ""
  }`;

/** @param alone whether only inactivity is known, and not yet how much partners buy less */
export const lossTitle = (bad: number | null, alone: boolean, incompleteRevenue = false): string =>
  incompleteRevenue
    ? withRateOnly
    : !bad
      ? "Not known yet what a bad year loses"
      : `${alone ? badYearAlone : "A bad year (1 in 20)"} loses ${atLeast(bad)}`;

export const lossCaption = (alone: boolean): string =>
  `Probability of losing at least this share in a year, if partners become inactive${alone ? "" : " or buy less"} independently of each other.`;

export function lorenzTitle(
  halves: readonly {dimension: DimensionName | "region"; half: number | null}[],
  about: Facts["about"]
): string {
  if (moneyUnknown(about)) return withRateOnly;
  const known = halves.flatMap(({dimension, half}) => (half === null ? [] : [`${percent(half)} among ${plurals[dimension]}`]));
  return known.length ? `The bottom half brings ${listed(known)}` : "";
}

export const lorenzCaption =
  "Revenue added up, smallest first, those without revenue included. On the diagonal all bring the same. Dots: what the smaller half brings.";

export function equalTitle(points: readonly {as_of: string; value: number | null}[]): string {
  const known = points.flatMap(({as_of, value}) => (value === null ? [] : [{as_of, value}]));
  const [then, now] = [known[0], known.at(-1)];
  if (!then || !now) return "";
  return `${capital(equalOnes(now.value))} in ${monthYear(now.as_of)}, ${decimal(then.value)} in ${monthYear(then.as_of)}`;
}

export const equalCaption = (windowDays: number): string =>
  `Effective number of partners, over ${period(windowDays)} to each month’s end.`;

/* The what-if panel. */

type Of = "partner" | "customer" | "rep";

export const withoutText = (names: readonly string[], changed: readonly string[]): string => {
  const some = (list: readonly string[]) =>
    listed(list.length > 4 ? [...list.slice(0, 3), `${whole(list.length - 3)} more`] : list);
  if (!names.length && !changed.length) return "As it is today";
  return [
    names.length ? `Without ${some(names)}` : "",
    changed.length ? `${names.length ? "with" : "With"} ${some(changed)}` : ""
  ]
    .filter(Boolean)
    .join(", and ");
};

export const whatIfHint = (of: Of): string =>
  of === "partner"
    ? "Remove a partner, or move its probability of inactivity."
    : `Remove a ${of}, or set a probability of leaving: none is estimated for ${of}s, so each starts at 0%.`;

/** @param unknown how many the address removes or changes that are not here */
export const whatIfUnknown = (of: Of, unknown: number): string =>
  `${counted(unknown, of)} that the address names ${plural(unknown, "is", "are")} not here: this scenario is without ${plural(unknown, "it", "them")}.`;

/** @param lost share of the revenue of this kind; @param effective effective number of those left, null where none is */
export const whatIfResult = (
  of: Of,
  {gone, lost, effective}: {gone: string | null; lost: number; effective: number | null}
): string => {
  const rest = effective === null ? "nothing" : equalOnes(effective, of);
  const revenue = of === "partner" ? "partner revenue" : "revenue";
  return gone === null
    ? `${capital(revenue)} is equivalent to ${rest}.`
    : `${gone} goes, ${percent(lost)} of ${revenue}. The rest is equivalent to ${rest}.`;
};
