import type {Answer, Sentence} from "../contract/index.js";
import {first, listed, percent, whole} from "../shared/formats.js";
import type {Facts, Thresholds} from "./facts.js";
import {incomplete, moneyUnknown, revenueName} from "./money.js";
import {answer, customer, listing, partner, say} from "./say.js";

/* Customers of record that are listed for Finance. */

/** The share of revenue from which ASC 280-10-50-42 asks; what is listed follows the setting, which may be another. */
const ofStandard = 0.1;

type Listed = Pick<Thresholds, "disclosure_share">;

/** Whether the list begins where the standard does. */
const isOfStandard = ({disclosure_share: share}: Listed): boolean => share === ofStandard;

const setApart = `the threshold in the settings (ASC 280 begins at ${percent(ofStandard)})`;

/** "The ASC 280 threshold is 10%": what a share is compared with. */
export const thresholdIs = (s: Listed): string =>
  `${isOfStandard(s) ? "the ASC 280 threshold" : setApart} is ${percent(s.disclosure_share)}`;

/** What the list is called where there is room for a few words. */
export const thresholdName = (s: Listed): string => (isOfStandard(s) ? "the ASC 280 threshold" : "the threshold in the settings");

/** A partner that only refers may bring more and is on no list, as it is nobody's customer. */
const none = "No customer, and no partner that may be a customer of record,";

/** Customers of record from the threshold on, for Finance to check. */
export function thresholdSentence(f: Pick<Facts, "disclosures" | "members" | "settings" | "about">): Sentence {
  const standard = isOfStandard(f.settings);
  const share = `${percent(f.settings.disclosure_share)} of ${revenueName(f.about, "all revenue")}`;
  if (!f.disclosures.length)
    return standard ? say`${none} brings ${share} (the ASC 280 threshold).` : say`${none} brings ${share}, ${setApart}.`;
  const shown = f.disclosures
    .slice(0, 4)
    .map((d) => say`${d.dimension === "customer" ? "customer " : ""}${ofRecord(f, d)} ${percent(d.share)}`);
  const rest = f.disclosures.length - shown.length;
  const all = listing(rest ? [...shown, [`${whole(rest)} more`]] : shown);
  return standard
    ? say`At or above the ASC 280 threshold of ${share}, for Finance to check: ${all}.`
    : say`At or above ${share}, ${setApart}, for Finance to check: ${all}.`;
}

/** A customer or partner of record with its place; companies under one parent lead nowhere together. */
function ofRecord(f: Pick<Facts, "members">, d: Facts["disclosures"][number]): Sentence {
  const one = f.members.find((m) => m.dimension === d.dimension && m.group_id === d.group_id);
  if (d.members > 1 || !one) return [groupName(f, d)];
  return d.dimension === "customer" ? customer(one.id, d.name) : partner({id: one.id, name: d.name});
}

/** Companies under one parent count as one; the parent itself is often no partner, so its companies are named. */
export function groupName(f: Pick<Facts, "members">, d: Facts["disclosures"][number]): string {
  if (d.members < 2) return d.name;
  const names = f.members.filter((m) => m.dimension === d.dimension && m.group_id === d.group_id).map((m) => m.name);
  if (!names.length) return d.name;
  return `${listed(names.length > 3 ? [...names.slice(0, 2), `${whole(names.length - 2)} more`] : names)} together`;
}

export function thresholdAnswer(f: Pick<Facts, "disclosures" | "settings" | "about">): Answer {
  const share = f.settings.disclosure_share;
  const at = percent(share);
  const n = f.disclosures.length;
  return answer(
    `Who is at or above ${thresholdName(f.settings)}?`,
    moneyUnknown(f.about)
      ? incomplete(f.about)
      : say`${n ? first(n) : "None"} at or above ${at} of ${revenueName(f.about, "all revenue")}`,
    [
      isOfStandard(f.settings)
        ? say`For Finance to check. ASC 280-10-50-42 asks to disclose that single customers make ${at} or more of revenue, and how much each; companies under one parent count as one. Shares are of all revenue, direct revenue included.`
        : say`For Finance to check. ASC 280-10-50-42 asks to disclose how much of revenue single customers make, from ${percent(ofStandard)} on; this list begins at ${at}, as the settings say${share > ofStandard ? ", so customers between the two are not on it" : ""}. Companies under one parent count as one. Shares are of all revenue, direct revenue included.`,
      say`Listed are customers, and partners that may be customers of record: not those that only advise, refer or integrate by their kind.`
    ]
  );
}
