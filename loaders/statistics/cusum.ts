/**
 * The one-sided cumulative sum of Page (1954), Biometrika 41:100-115: C_i = max(0, C_(i-1) + step_i), C_0 = 0.
 */
export function cusum(steps: readonly number[]): number[] {
  let level = 0;
  return steps.map((step) => (level = Math.max(0, level + step)));
}

/** A sum at its end: its level, and of the run since it last was 0 the first step and the first step at the threshold. */
export interface Run {
  level: number;
  /** 1 = the first step of all; one more than there are steps where the sum is 0. */
  from: number;
  /** null where the run has not reached the threshold. */
  signal: number | null;
}

/**
 * Dates a fall of a Poisson count to half of its mean (Lucas 1985, Technometrics 27:129-144): step = mean / 2 / ln 2 - count.
 * @param totals how many events there had been by the end of each interval, the newest first and the start of the oldest last
 */
export function declineOf(totals: readonly number[], mean: number, threshold: number): Run {
  const counts = totals.slice(0, -1).map((total, i) => total - totals[i + 1]!);
  const levels = cusum(counts.reverse().map((count) => mean / 2 / Math.LN2 - count));
  const zero = levels.lastIndexOf(0);
  const signal = levels.findIndex((level, i) => i > zero && level >= threshold);
  return {level: levels.at(-1) ?? 0, from: zero + 2, signal: signal < 0 ? null : signal + 1};
}
