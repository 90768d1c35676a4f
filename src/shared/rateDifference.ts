/** A share of counts: `k` good of `n`. Counts may be fractions (a deal shared by partners counts in parts). */
export interface Rate {
  k: number;
  n: number;
}

/** What may be said of one rate against another: never that they are equal. */
export type RateVerdict = "better" | "worse" | "unclear";

export interface RateDifference {
  /** First rate less second, with the interval that holds the true difference nine times in ten; fractions of 1. */
  difference: number;
  lower: number;
  upper: number;
  verdict: RateVerdict;
}

/** The 95 % quantile of the normal distribution: intervals of 90 %. */
const z90 = 1.6448536269514722;

/** The interval of a rate by Wilson's score method (1927); null for n = 0. */
export function wilson({k, n}: Rate, z = z90): {lower: number; upper: number} | null {
  if (n <= 0) return null;
  const [p, z2] = [k / n, z * z];
  const middle = (p + z2 / (2 * n)) / (1 + z2 / n);
  const half = (z / (1 + z2 / n)) * Math.sqrt((p * (1 - p)) / n + z2 / (4 * n * n));
  return {lower: Math.max(0, middle - half), upper: Math.min(1, middle + half)};
}

/** The difference of two independent rates by Newcombe's hybrid score method (1998, method 10); null where one has no cases. */
export function rateDifference(a: Rate, b: Rate, z = z90): RateDifference | null {
  const [x, y] = [wilson(a, z), wilson(b, z)];
  if (!x || !y) return null;
  const [p, q] = [a.k / a.n, b.k / b.n];
  const difference = p - q;
  const lower = difference - Math.hypot(p - x.lower, y.upper - q);
  const upper = difference + Math.hypot(x.upper - p, q - y.lower);
  return {difference, lower, upper, verdict: lower > 0 ? "better" : upper < 0 ? "worse" : "unclear"};
}
