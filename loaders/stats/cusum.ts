/**
 * The one-sided cumulative sum of Page (1954), Biometrika 41:100-115: C_i = max(0, C_(i-1) + step_i), C_0 = 0.
 * For a Poisson count that may have fallen from a mean to half of it (Lucas 1985, Technometrics 27:129-144) the step is
 * reference - count, reference = (mean / 2) / ln 2.
 */
export function cusum(steps: readonly number[]): number[] {
  let level = 0;
  return steps.map((step) => (level = Math.max(0, level + step)));
}
