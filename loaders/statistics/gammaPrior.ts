/** A gamma distribution of yearly rates. */
export interface GammaPrior {
  shape: number;
  /** In years. */
  rate: number;
}

/**
 * The gamma prior of a Poisson rate by moments over partners, each with `counts[i]` events in `years[i]` years.
 * Partners with no time yet say nothing. Fewer than five: shape 1/2. No event anywhere: shape 1/2 and rate 1/2.
 * The shape is kept within .25 and 10, so that neither one lucky year nor equal counts decide everything.
 */
export function gammaPrior(counts: readonly number[], years: readonly number[]): GammaPrior {
  const seen = counts.map((x, i) => ({x, years: years[i]!})).filter((p) => p.years > 0);
  const time = seen.reduce((sum, p) => sum + p.years, 0);
  const events = seen.reduce((sum, p) => sum + p.x, 0);
  if (!(events > 0)) return {shape: 0.5, rate: 0.5};
  const mean = events / time;
  const shape = seen.length < 5 ? 0.5 : shapeOf(seen, time, mean);
  return {shape, rate: shape / mean};
}

function shapeOf(seen: readonly {x: number; years: number}[], time: number, mean: number): number {
  const apart = seen.reduce((sum, p) => sum + p.years * (p.x / p.years - mean) ** 2, 0);
  const squares = seen.reduce((sum, p) => sum + p.years ** 2, 0);
  const between = (apart - (seen.length - 1) * mean) / (time - squares / time);
  return between <= 0 ? 10 : Math.min(10, Math.max(0.25, mean ** 2 / between));
}
