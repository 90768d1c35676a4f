import type {About} from "../../src/contract/index.ts";
import type {ColumnMeta} from "../../src/contract/columns.ts";
import {byQuarter, startOf} from "../../src/shared/periods.ts";
import type {Audience} from "./audience.ts";
import {bandedFinely} from "./money.ts";

/** What is coarsened for an audience. */
export interface Coarseness {
  /** Shares: with a known total they are money. */
  shares: boolean;
  /** Counts, days, scores and ranks of one: with what people outside know they tell who a coded partner is. */
  records: boolean;
  /** The quarters of days are the company's own, as the bars of its pages are. */
  fiscal_year_first_month: number;
}

export const coarsenessOf = (
  {partners, money}: Audience,
  {fiscal_year_first_month}: Pick<About, "fiscal_year_first_month">
): Coarseness => ({
  shares: money !== "exact" || partners !== "named",
  records: partners !== "named",
  fiscal_year_first_month
});

const nearest = (value: number, step: number) => Math.round(value / step) * step;
/** 0.05, and not 0.05000000000000001. */
const inPoints = (value: number, points: number) => nearest(100 * value, points) / 100;

/**
 * A value as coarse as its class asks. Of one partner, customer or person: shares in bands as money is, counts and points of a score to
 * the nearest 5, days to the quarter or to 30 days, ranks to the next 5; of many together: shares to the nearest 5 points.
 * @see Hundepool et al. 2012, Statistical Disclosure Control (rounding, global recoding)
 */
export function coarsened(
  value: unknown,
  {tells, unit}: Pick<ColumnMeta, "tells" | "unit">,
  ofOne: boolean,
  coarse: Coarseness
): unknown {
  const {shares, records} = coarse;
  // whether a share reaches a limit would tell what its band does not
  if (tells === "share" && shares && typeof value === "boolean") return null;
  if (tells === "share") return shares && typeof value === "number" ? coarseShare(value, unit, ofOne) : value;
  if (!records || !ofOne) return value;
  if (tells === "count" && typeof value === "number") return nearest(value, 5);
  if (tells === "score" && typeof value === "number") return unit === "points" ? nearest(value, 5) : inPoints(value, 5);
  if (tells === "rank" && typeof value === "number") return 5 * Math.ceil(value / 5);
  if (tells === "day") return typeof value === "number" ? nearest(value, 30) : startOf(value as string, byQuarter(coarse));
  // whether a currency has an exchange rate tells of the currency
  if (tells === "trait" && typeof value === "boolean") return null;
  if (tells === "trait" && /^\d{4}-\d{2}-\d{2}$/.test(String(value))) return `${String(value).slice(0, 4)}-01-01`;
  return value;
}

function coarseShare(value: number, unit: string | null, ofOne: boolean): number {
  if (unit === "partners" || unit === "members") return Math.round(value);
  return ofOne ? bandedFinely(100 * value) / 100 : inPoints(value, 5);
}
