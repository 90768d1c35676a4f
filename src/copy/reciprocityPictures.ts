import type {File, RowOf} from "../contract/index.js";
import {counted, monthYear, percent, period, plural, some} from "../shared/formats.js";
import {summed, toldBy, type Told} from "./money.js";

/* What the pictures of reciprocity say: titles and captions. */

type Exchange = readonly Pick<RowOf<File<"overview">["exchange"]>, "verdict">[];

export function oneSidedTitle(
  rows: readonly {given_value: number | null; received_value: number | null}[],
  about: Told | string | null
): string {
  const sum = (of: (row: (typeof rows)[number]) => number | null) =>
    summed(
      rows.reduce((n, row) => n + (of(row) ?? 0), 0),
      toldBy(about)
    );
  return `${counted(rows.length, "one-sided partner")}: ${sum((d) => d.given_value)} sent, ${sum((d) => d.received_value)} won from theirs`;
}
export const oneSidedCaption = (windowDays: number): string =>
  `Left: value of the referrals that we sent and they accepted; right: won from theirs, in ${period(windowDays)}.`;

export function exchangeTitle(rows: Exchange): string {
  const [behind, ahead] = (["they_owe", "we_owe"] as const).map((v) => rows.filter((row) => row.verdict === v).length);
  const one = behind ? "clearly fewer" : ahead ? "clearly more" : "neither clearly fewer nor clearly more";
  if (rows.length === 1) return `The only partner with referrals returns ${one} than we send`;
  return `Of ${counted(rows.length, "partner")} with referrals, ${some(behind!)} ${plural(Math.max(1, behind!), "returns", "return")} clearly fewer than we send and ${some(ahead!)} clearly more`;
}

export const exchangeCaption = (windowDays: number): string =>
  `Referrals in ${period(windowDays)}. Each dot is a partner, a larger one several. Grey band: too few or too close to call.`;

export const reciprocatedTitle = (points: readonly {as_of: string; value: number | null}[]): string => {
  const known = points.flatMap(({as_of, value}) => (value === null ? [] : [{as_of, value}]));
  const [then, now] = [known[0], known.at(-1)];
  if (!then || !now) return "";
  return `${percent(now.value)} reciprocated in ${monthYear(now.as_of)}, ${percent(then.value)} in ${monthYear(then.as_of)}`;
};

export const reciprocatedCaption = (windowDays: number): string =>
  `Share of referrals that are reciprocated, partner by partner, over ${period(windowDays)} to each month’s end.`;
