import betaCdf from "@stdlib/stats-base-dists-beta-cdf";
import betaQuantile from "@stdlib/stats-base-dists-beta-quantile";

/** I_x(a, b), the regularised incomplete beta function: the chance that Beta(a, b) is at most x; NaN for a shape of 0 or less. */
export const chanceAtMost = (x: number, a: number, b: number): number => betaCdf(x, a, b);

/** The x that Beta(a, b) stays below with chance p; NaN for a shape of 0 or less or p outside 0..1. */
export const quantileOf = (p: number, a: number, b: number): number => betaQuantile(p, a, b);

const most = 50;
/** What counts as equal to a bound: sums of thirds and halved halves don't meet it to the last bit. */
const rounding = 1e-12;

/**
 * How many more successes lift Beta(a, b) so far that it exceeds `typical` with chance `sure`.
 * @param atLeast fewest successes to answer, for evidence that is still too thin
 * @returns the smallest whole number in 0..50, or null when 50 are not enough
 */
export function successesNeeded(a: number, b: number, typical: number, sure: number, atLeast: number): number | null {
  const enough = (m: number) => 1 - chanceAtMost(typical, a + m, b) >= sure - rounding;
  let low = Math.max(0, Math.ceil(atLeast - rounding));
  let high = most;
  if (low > most) return null;
  if (enough(low)) return low;
  if (!enough(most)) return null;
  // Each success moves the whole distribution up, so the first that is enough can be found by halving.
  low++;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (enough(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
