import type {Case} from "../contract/index.js";
import {decimal, money, monthYear, shortDate} from "../shared/formats.js";
import type {CaseFacts} from "./caseFacts.js";
import {signalName} from "./signals.js";

/* What columns of the tables of cases say. */

/** How much: money that can be lost, else what the main signal counts. */
export function sizeText(
  {at_stake, size, size_unit}: Pick<CaseFacts, "at_stake" | "size" | "size_unit">,
  currency: string | null
): string {
  if (at_stake !== null && Math.round(at_stake) !== 0) return `${money(at_stake, currency)} at stake`;
  if (size === null || size_unit === "money") return "–";
  const shown = decimal(size);
  const one: Record<string, string> = {people: "person"};
  return `${shown} ${shown === "1" ? (one[size_unit] ?? size_unit.replace(/s$/, "")) : size_unit}`;
}

/** Since when a case lasts; of one that the history begins with, the month before whose end it began. Null where nothing is known. */
export const sinceText = ({since, known_from: first}: Pick<Case, "since" | "known_from">): string | null =>
  since ? shortDate(since) : first ? `${monthYear(first)} or earlier` : null;

/** Names for a table of precision. */
export const precisionName = (kind: string): string => (kind === "all" ? "all cases" : signalName(kind));
