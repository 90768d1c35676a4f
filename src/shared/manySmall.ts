/** The first three cumulants of a sum: its mean, its variance, and its third central moment. */
export interface Cumulants {
  mean: number;
  variance: number;
  third: number;
}

/**
 * The distribution of a sum of many small parts on a grid: a gamma distribution that is moved, or mirrored, so that its first three
 * cumulants are those of the sum (Seal 1977, ASTIN Bulletin 9:213-218), by the approximation of Wilson & Hilferty (1931), PNAS 17:684-688.
 * @param unit of the grid
 * @returns the probability of a sum of 0, 1, 2, … units, to the nearest; what lies beyond the last cell is in it
 */
export function manySmall({mean, variance, third}: Cumulants, unit: number, cells: number): Float64Array {
  // what is certain is in one cell
  const sd = Math.max(Math.sqrt(variance), unit / 1e9);
  const skewness = third / sd ** 3;
  const shape = 4 / skewness ** 2;
  const upTo = (x: number): number => {
    const z = (x - mean) / sd;
    if (shape > 1e9) return normal(z);
    const moved = Math.cbrt(Math.max(0, 1 + (Math.sign(skewness) * z) / Math.sqrt(shape)));
    const below = normal(3 * Math.sqrt(shape) * (moved - 1 + 1 / (9 * shape)));
    return skewness > 0 ? below : 1 - below;
  };
  const mass = new Float64Array(cells);
  // nothing lies farther away that counts
  const first = Math.max(0, Math.floor((mean - 9 * sd) / unit));
  const last = Math.min(cells - 1, Math.ceil((mean + 40 * sd) / unit));
  let before = 0;
  for (let k = first; k <= last; k++) {
    const next = k === last ? 1 : upTo((k + 1 / 2) * unit);
    mass[k] = next - before;
    before = next;
  }
  return mass;
}

/** The normal distribution up to z, right to 1e-7: Abramowitz & Stegun (1964), 7.1.26. */
function normal(z: number): number {
  const x = Math.abs(z) / Math.SQRT2;
  const t = 1 / (1 + 0.3275911 * x);
  const weights = [0.254829592, -0.284496736, 1.421413741, -1.453152027, 1.061405429];
  const beyond = weights.reduceRight((sum, weight) => (sum + weight) * t, 0) * Math.exp(-x * x);
  return z < 0 ? beyond / 2 : 1 - beyond / 2;
}
