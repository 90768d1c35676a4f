import {manySmall, type Cumulants} from "../../src/shared/manySmall.ts";
import {compound, probabilityOfNone, type Count} from "./compound.ts";
import {gammaSizes} from "./gammaSizes.ts";

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

/** Cells; a deal of fewer is small, and a grid can't tell its size from another. */
const small = 2;

/**
 * The sum of both on a grid: open deals by convolution one by one, those yet to come as a compound sum. What is small on the grid, be it
 * open or yet to come, is added up by its first three cumulants: a grid that holds thousands of deals would round each to nothing.
 * @param cells of the grid, which reaches to 8 standard deviations above the mean; or less far, where one large and unlikely deal would
 *   leave all others in its first cells
 */
export function outlookOf(prospects: Prospects, cells: number): Outlook {
  const all = cumulantsOf(prospects);
  const [mean, sd] = [all.mean, Math.sqrt(all.variance)];
  if (!(mean > 0)) return {mean: 0, sd: 0, q05: 0, q50: 0, q95: 0};
  if (sd === 0) return {mean, sd, q05: mean, q50: mean, q95: mean};
  if (nothingAtAll(prospects) >= 0.95) return {mean, sd, q05: 0, q50: 0, q95: 0};
  const whole = mean + 8 * sd;
  let found = quantilesTo(whole, prospects, cells);
  for (let reach = whole / 8; found.q95 < reach / 2 && reach > whole / 8 ** mostTimes; reach /= 8)
    found = quantilesTo(reach, prospects, cells);
  return {mean, sd, ...found};
}

/** The probability that no open deal is won and none comes. */
const nothingAtAll = ({chances, count}: Prospects): number =>
  chances.reduce((p, chance) => p * (1 - chance), probabilityOfNone(count));

/** How often the grid is made finer by 8. */
const mostTimes = 5;

/** The quantiles on a grid up to a sum; what lies beyond is in its last cell. */
function quantilesTo(reach: number, {values, chances, count, size}: Prospects, cells: number): Omit<Outlook, "mean" | "sd"> {
  const unit = reach / (cells - 1);
  const isSmall = (value: number) => value < small * unit;
  const [large, little] = [
    {values: [] as number[], chances: [] as number[]},
    {values: [] as number[], chances: [] as number[]}
  ];
  values.forEach((value, i) => {
    const side = isSmall(value) ? little : large;
    side.values.push(value);
    side.chances.push(chances[i]!);
  });
  const nothing = {mean: 0, variance: 0};
  const rest = cumulantsOf({...little, count: isSmall(size.mean) ? count : nothing, size});
  const few = isSmall(size.mean) ? nothing : count;
  const sizes = few.mean > 0 ? gammaSizes(size.mean, size.shape, unit, cells) : [1];
  const mass = compound(few, sizes, cells, rest.mean > 0 ? manySmall(rest, unit, cells) : undefined);
  large.values.forEach((value, i) => addDeal(mass, value / unit, large.chances[i]!));
  const [q05 = 0, q50 = 0, q95 = 0] = [0.05, 0.5, 0.95].map((level) => unit * quantile(mass, level));
  return {q05, q50, q95};
}

/** Mean, variance and third cumulant of a sum: those of its parts, added up. */
function cumulantsOf({values, chances, count, size}: Prospects): Cumulants {
  const sum = {mean: 0, variance: 0, third: 0};
  values.forEach((v, i) => {
    const p = chances[i]!;
    sum.mean += p * v;
    sum.variance += p * (1 - p) * v ** 2;
    sum.third += p * (1 - p) * (1 - 2 * p) * v ** 3;
  });
  if (!(count.mean > 0 && size.mean > 0)) return sum;
  // of the count: mean, variance, and of a negative binomial variance * (2 variance / mean - 1)
  const [n, nn] = [count.mean, Math.max(count.mean, count.variance)];
  const nnn = nn * ((2 * nn) / n - 1);
  const [x, xx, xxx] = [size.mean, size.mean ** 2 / size.shape, (2 * size.mean ** 3) / size.shape ** 2];
  sum.mean += n * x;
  sum.variance += n * xx + nn * x ** 2;
  sum.third += n * xxx + 3 * nn * xx * x + nnn * x ** 3;
  return sum;
}

/** Convolves with one deal; what would lie beyond the grid is at its last cell. @param size in cells, a part of one in both beside it */
function addDeal(mass: Float64Array, size: number, chance: number): void {
  if (chance === 0) return;
  const [steps, part] = [Math.floor(size), size - Math.floor(size)];
  const [lost, won, more] = [1 - chance, chance * (1 - part), chance * part];
  const last = mass.length - 1;
  let beyond = 0;
  for (let n = last; n > last - steps && n >= 0; n--) beyond += mass[n]! * chance;
  if (steps <= last) beyond += mass[last - steps]! * more;
  for (let n = last; n > steps; n--) mass[n] = mass[n]! * lost + mass[n - steps]! * won + mass[n - steps - 1]! * more;
  if (steps <= last) mass[steps] = mass[steps]! * lost + mass[0]! * won;
  for (let n = Math.min(steps, last + 1) - 1; n >= 0; n--) mass[n] = mass[n]! * lost;
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
