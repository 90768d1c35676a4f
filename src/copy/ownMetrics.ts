import {capital, decimal, inTable, money, percent, shortDate, whole} from "../shared/formats.js";

/* Metrics of a company's own: their words come from their headers. */

/** What a metric or one of its columns is called: "deal_value" is "Deal value". */
export const ownTitle = (name: string): string => capital(name.replaceAll("_", " "));

/** A value in the manner of its column. */
export function ownValue(
  value: string | number | boolean | null,
  {type, unit, tells}: {type: string; unit: string | null; tells: string},
  currency: string | null
): string {
  if (value === null) return "–";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "string") return type === "date" ? shortDate(value) : value;
  if (tells === "money") return money(value, currency);
  if (unit === "fraction" || unit === "share") return percent(value);
  if (type === "integer") return whole(value);
  // with one decimal what is small would be nothing
  return value !== 0 && Math.abs(value) < 1 ? inTable(value) : decimal(value);
}

export const ownEmpty = {
  partner: "There is no figure of this partner.",
  page: "There are no rows.",
  noPartner: "no partner",
  /** An id of a row that no partner has. */
  unknown: (id: string) => `${id} (no such partner)`
} as const;
