import {affixParts} from "../engine/units.ts";
import type {Profile} from "./profile.ts";

/** Whether letters at the numbers are no currency and no unit: A-17 is no amount. */
export const isCode = ({affixes}: Profile): boolean => affixes.some((a) => /\p{L}/u.test(a) && affixParts(a).other !== null);

/** Whether every value is a word right before a number, and the word no currency and no unit: OP-1, OP-2. */
const areCodes = ({top}: Profile): boolean =>
  top.length > 0 &&
  top.every((t) => {
    const word = /^(\p{L}+)[-_#/]?\d+$/u.exec(t.value)?.[1];
    return word !== undefined && affixParts(word).other !== null;
  });

/** Whether whole numbers, none of them twice, are in every record: as likely the numbers of records as their amounts. */
const mayNumber = (profile: Profile): boolean =>
  profile.records > 1 && profile.distinct === profile.records && profile.top.every((t) => /^\d+$/.test(t.value));

/**
 * From 0 to 1: what the values leave of the likeness of a header to an amount's. What Bitrix24 calls OPPORTUNITY is the amount, elsewhere it
 * is the name or number of a deal.
 */
export function amountLikeness(profile: Profile, header: string): number {
  if (areCodes(profile)) return 0;
  if (!/(^| )opportunity$/.test(header)) return 1;
  if (isCode(profile)) return 0;
  return mayNumber(profile) ? 0.7 : 1;
}
