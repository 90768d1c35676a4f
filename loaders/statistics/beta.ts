import betaCdf from "@stdlib/stats-base-dists-beta-cdf";
import betaQuantile from "@stdlib/stats-base-dists-beta-quantile";

/** I_x(a, b), the regularised incomplete beta function: the chance that Beta(a, b) is at most x; NaN for a shape of 0 or less. */
export const chanceAtMost = (x: number, a: number, b: number): number => betaCdf(x, a, b);

/** The x that Beta(a, b) stays below with chance p; NaN for a shape of 0 or less or p outside 0..1. */
export const quantileOf = (p: number, a: number, b: number): number => betaQuantile(p, a, b);

const most = 100;
/** What counts as equal to a bound: sums of thirds and halved halves don't meet it to the last bit. */
const rounding = 1e-12;

/** What is known of a partner: the posterior of one kind of evidence and its weight, and the weighted sum of all kinds. */
export interface Composite {
  alpha: number;
  beta: number;
  weight: number;
  /** Mean and variance over all kinds, this one included. */
  mean: number;
  variance: number;
  average: number;
}

/**
 * How many more good outcomes of one kind lift a partner so far that it exceeds `average` with probability `sure`.
 * @param atLeast fewest outcomes to answer, for evidence that is still too thin
 * @returns the smallest whole number in 0..100, or null when 100 are not enough
 */
export function outcomesNeeded(known: Composite, sure: number, atLeast: number): number | null {
  const {alpha, beta, weight, average} = known;
  const restMean = known.mean - weight * meanOf(alpha, beta);
  const restVariance = known.variance - weight ** 2 * varianceOf(alpha, beta);
  const enough = (m: number) => {
    const mean = restMean + weight * meanOf(alpha + m, beta);
    const size = (mean * (1 - mean)) / (restVariance + weight ** 2 * varianceOf(alpha + m, beta)) - 1;
    return 1 - chanceAtMost(average, mean * size, (1 - mean) * size) >= sure - rounding;
  };
  let low = Math.max(0, Math.ceil(atLeast - rounding));
  let high = most;
  if (low > most) return null;
  if (enough(low)) return low;
  if (!enough(most)) return null;
  // A narrower distribution below average may lose chance first, but once it is enough it stays so: halving finds the first.
  low++;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (enough(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

const meanOf = (a: number, b: number) => a / (a + b);
const varianceOf = (a: number, b: number) => (a * b) / ((a + b) ** 2 * (a + b + 1));
