import gammainc from "@stdlib/math-base-special-gammainc";

/** How many claims, deals or events: a Poisson (variance = mean) or a negative binomial (variance above it). */
export interface Count {
  mean: number;
  variance: number;
}

/** Panjer's a and b, and the probability generating function of the count. */
function recursionOf({mean, variance}: Count): {a: number; b: number; pgf: (z: number) => number} {
  if (variance <= mean * (1 + 1e-9)) return {a: 0, b: mean, pgf: (z) => Math.exp(mean * (z - 1))};
  const beta = variance / mean - 1;
  const r = mean / beta;
  return {a: beta / (1 + beta), b: ((r - 1) * beta) / (1 + beta), pgf: (z) => (1 + beta * (1 - z)) ** -r};
}

/**
 * The distribution of a sum of a random number of sizes: Panjer (1981), ASTIN Bulletin 12:22-26.
 * @param sizes the probability of a size of 0, 1, 2, … units
 * @param cells of the result, 0 to cells - 1 units
 */
export function compound(count: Count, sizes: ArrayLike<number>, cells: number): Float64Array {
  const {a, b, pgf} = recursionOf(count);
  const found = new Float64Array(cells);
  const none = sizes[0] ?? 0;
  found[0] = pgf(none);
  for (let s = 1; s < cells; s++) {
    let sum = 0;
    for (let y = Math.min(s, sizes.length - 1); y >= 1; y--) sum += (a + (b * y) / s) * sizes[y]! * found[s - y]!;
    found[s] = Math.max(0, sum / (1 - a * none));
  }
  return found;
}

/** A gamma distribution of sizes on a grid, each cell with the probability of half a unit around it (rounding). */
export function gammaSizes(mean: number, shape: number, unit: number, cells: number): Float64Array {
  const sizes = new Float64Array(cells);
  let before = 0;
  for (let k = 0; k < cells; k++) {
    const upTo = gammainc(((k + 1 / 2) * unit * shape) / mean, shape);
    sizes[k] = upTo - before;
    before = upTo;
    if (before > 1 - 1e-12) break;
  }
  return sizes;
}

/** What is won of deals that are open, each with its value and chance, and of deals yet to come. */
export interface Prospects {
  values: readonly number[];
  chances: readonly number[];
  count: Count;
  /** Mean of a deal to come, and the shape of the gamma distribution of its size. */
  size: {mean: number; shape: number};
}

/** Mean and standard deviation in the unit of the values, and its quantiles at 5, 50 and 95%. */
export interface Outlook {
  mean: number;
  sd: number;
  q05: number;
  q50: number;
  q95: number;
}

/** The sum of both, exactly on a grid: Bernoulli deals one by one, the others by Panjer's recursion. */
export function outlookOf({values, chances, count, size}: Prospects, cells: number): Outlook {
  const open = values.reduce((sum, v, i) => sum + v * chances[i]!, 0);
  const spread = values.reduce((sum, v, i) => sum + v * v * chances[i]! * (1 - chances[i]!), 0);
  const coming = count.mean > 0 && size.mean > 0;
  const mean = open + (coming ? count.mean * size.mean : 0);
  const sizeVariance = size.mean ** 2 / size.shape;
  const variance = spread + (coming ? count.mean * sizeVariance + count.variance * size.mean ** 2 : 0);
  const sd = Math.sqrt(variance);
  if (!(mean > 0)) return {mean: 0, sd: 0, q05: 0, q50: 0, q95: 0};
  const unit = (mean + 8 * sd) / cells;
  const mass = coming ? compound(count, gammaSizes(size.mean, size.shape, unit, cells), cells) : pointAtZero(cells);
  values.forEach((v, i) => addDeal(mass, Math.floor(v / unit + 1 / 2), chances[i]!));
  const [q05 = 0, q50 = 0, q95 = 0] = [0.05, 0.5, 0.95].map((level) => unit * quantile(mass, level));
  return {mean, sd, q05, q50, q95};
}

function pointAtZero(cells: number): Float64Array {
  const mass = new Float64Array(cells);
  mass[0] = 1;
  return mass;
}

/** Convolves with one deal; what would lie beyond the grid is at its last cell. */
function addDeal(mass: Float64Array, steps: number, chance: number): void {
  if (steps === 0 || chance === 0) return;
  const last = mass.length - 1;
  let beyond = 0;
  for (let n = last; n > last - steps && n >= 0; n--) beyond += mass[n]! * chance;
  for (let n = last; n >= steps; n--) mass[n] = mass[n]! * (1 - chance) + mass[n - steps]! * chance;
  for (let n = Math.min(steps, last + 1) - 1; n >= 0; n--) mass[n] = mass[n]! * (1 - chance);
  mass[last] = mass[last]! + beyond;
}

function quantile(mass: Float64Array, level: number): number {
  let sum = 0;
  for (let n = 0; n < mass.length; n++) {
    sum += mass[n]!;
    if (sum >= level - 1e-12) return n;
  }
  return mass.length - 1;
}
