import {decimal, money, percent, points, whole} from "../shared/formats.js";

/** A figure as it was published and now, and what of the difference comes from where. */
export interface Move {
  before: number | null;
  now: number | null;
  corrected: number | null;
  redefined: number | null;
  events: number | null;
}

/** The Herfindahl index in points, as merger control counts it: 10,000 for a single one. */
const indexPoints = (value: number): string => `${whole(10_000 * value)} points`;

/** A figure in its unit. */
export function figureText(value: number | null, unit: string, currency: string | null): string {
  if (value === null) return "–";
  if (unit === "money") return money(value, currency);
  if (unit === "index") return indexPoints(value);
  return unit === "share" || unit === "probability" ? percent(value) : decimal(value);
}

/** A difference in its unit, with its sign; shares in points. */
export function differenceText(value: number | null, unit: string, currency: string | null): string {
  if (value === null) return "–";
  const size = Math.abs(value);
  const share = unit === "share" || unit === "probability" ? points(size) : null;
  const text = share ?? (unit === "index" ? indexPoints(size) : unit === "money" ? money(size, currency) : decimal(size));
  if (/^[^1-9]*$/.test(text)) return "no change";
  return `${value < 0 ? "−" : "+"}${text}`;
}
