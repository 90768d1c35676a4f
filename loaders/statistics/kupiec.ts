/**
 * Kupiec's test of the proportion of failures (1995), Journal of Derivatives 3:73-84: whether x failures in n trials go with a
 * probability p of each.
 * @returns the likelihood ratio, chi-squared with one degree of freedom; above 3.84 the probability is rejected at 5 %; NaN without trials
 */
export function kupiec(failures: number, trials: number, probability: number): number {
  if (trials === 0) return NaN;
  const log = (n: number, p: number) => (n === 0 ? 0 : n * Math.log(p));
  const rate = failures / trials;
  const stated = log(trials - failures, 1 - probability) + log(failures, probability);
  const observed = log(trials - failures, 1 - rate) + log(failures, rate);
  return Math.max(0, -2 * (stated - observed));
}
