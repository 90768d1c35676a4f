import type {ColumnMeta} from "../../src/contract/columns.ts";
import type {Audience} from "./audience.ts";
import {banded} from "./money.ts";

/** What is coarsened for an audience. */
export interface Coarseness {
  /** Shares: with a known total they are money. */
  shares: boolean;
  /** Counts, days, scores and ranks of one: with what people outside know they tell who a coded partner is. */
  records: boolean;
}

export const coarsenessOf = ({partners, money}: Audience): Coarseness => ({
  shares: money !== "exact" || partners !== "named",
  records: partners !== "named"
});

const nearest = (value: number, step: number) => Math.round(value / step) * step;
/** 0.05, and not 0.05000000000000001. */
const inPoints = (value: number, points: number) => nearest(100 * value, points) / 100;

/**
 * A value as coarse as its class asks. Of one partner, customer or person: shares in bands as money is, counts and points of a score to
 * the nearest 5, days to the quarter or to 30 days, ranks to the next 5; of many together: shares to the nearest 5 points.
 * @see Hundepool et al. 2012, Statistical Disclosure Control (rounding, global recoding)
 */
export function coarsened(value: unknown, {tells, unit}: ColumnMeta, ofOne: boolean, {shares, records}: Coarseness): unknown {
  if (tells === "share") return shares && typeof value === "number" ? coarseShare(value, unit, ofOne) : value;
  if (!records || !ofOne) return value;
  if (tells === "count" && typeof value === "number") return nearest(value, 5);
  if (tells === "score" && typeof value === "number") return unit === "points" ? nearest(value, 5) : inPoints(value, 5);
  if (tells === "rank" && typeof value === "number") return 5 * Math.ceil(value / 5);
  if (tells === "day") return typeof value === "number" ? nearest(value, 30) : quarter(value as string);
  if (tells === "trait" && /^\d{4}-\d{2}-\d{2}$/.test(String(value))) return `${String(value).slice(0, 4)}-01-01`;
  return value;
}

function coarseShare(value: number, unit: string | null, ofOne: boolean): number {
  if (unit === "partners" || unit === "members") return Math.round(value);
  return ofOne ? banded(100 * value) / 100 : inPoints(value, 5);
}

/** The first day of a day's quarter. */
function quarter(day: string): string {
  const month = 3 * Math.floor((Number(day.slice(5, 7)) - 1) / 3) + 1;
  return `${day.slice(0, 4)}-${String(month).padStart(2, "0")}-01`;
}
