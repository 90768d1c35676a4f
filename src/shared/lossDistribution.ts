import {manySmall, type Cumulants} from "./manySmall.js";

/** The grid has this many cells over the sum of all values; the definition of the figures, not a tuning knob. */
const cells = 10_000;

/** Rounding to the grid may move the mean loss by this part of it; with thousands of partners it would lose nearly everything. */
const moved = 0.02;

/** Where it would, partners of fewer cells are added up by their first three cumulants. */
const small = 20;

/** A chance below this is taken for none: what is left out of all cells and partners stays below 1e-20, which no figure shows. */
const negligible = 1e-30;

/** Chance of each loss: `mass[n]` is P(L = n * unit). */
export interface LossMass {
  unit: number;
  mass: Float64Array;
  /** Whether what is small on the grid is summed apart. */
  isCoarse: boolean;
}

/** The loss of a year: money in the unit of the values, chances and shares as fractions. */
export interface LossDistribution {
  expectedLoss: number;
  /** The loss that is reached or passed in one year of twenty; null with nothing to lose. */
  var95: number | null;
  /** The mean loss of the worst twentieth of years. */
  es95: number | null;
  /** P(L >= 20 % of the sum of values). */
  pLose20: number | null;
  /** P(L >= share), at 0, 1, … 100 % of the sum of values. */
  curve: {shareLost: number; probability: number}[];
}

/** For each partner, equally likely shares of its value that are lost in a year in which it stays; none where it loses nothing then. */
export type Shrinkages = readonly (readonly number[])[];

/**
 * The distribution of L = sum values[i] * X[i], X[i] independent and 1 with chance chances[i], else one of shrinkages[i] (0 where it has
 * none), by convolution on a grid: exact but for the rounding of values to it. Where that would move its mean by more than 2 %, the
 * values that are small on the grid are summed by mean, variance and skewness instead. Independence understates bad years. Values below
 * 0, and chances and shares outside 0..1, are a caller's mistake and throw a RangeError.
 * @param options.only which of them are gone over
 * @param options.on the chances of the others, found before with the same values
 * @returns null when the values add up to 0: there is no loss to speak of.
 */
export function lossMass(
  values: readonly number[],
  chances: readonly number[],
  shrinkages: Shrinkages = [],
  {only = values.map((_, i) => i), on}: {only?: readonly number[]; on?: LossMass} = {}
): LossMass | null {
  check(values, chances, shrinkages);
  const unit = values.reduce((sum, v) => sum + v, 0) / cells;
  if (!(unit > 0)) return null;
  const steps = values.map((v) => Math.floor(v / unit + 1 / 2));
  const isCoarse = on?.isCoarse ?? isMoved(values, unit, chances, shrinkages);
  const isSmall = (i: number) => isCoarse && values[i]! < small * unit;
  const ofSmall = Math.ceil(sumOf(values.filter((_, i) => isSmall(i))) / unit);
  let mass = new Float64Array(sumOf(steps.filter((_, i) => !isSmall(i))) + ofSmall + 1);
  let next = new Float64Array(mass.length);
  mass.set(on?.mass ?? [1]);
  // the losses from and up to which there is a chance worth going over
  let [low, reach] = on ? [on.mass.findIndex((p) => p > 0), on.mass.findLastIndex((p) => p > 0)] : [0, 0];
  // the smallest first, so that most steps have few cells to go over
  const order = only.filter((i) => !isSmall(i)).sort((a, b) => steps[a]! - steps[b]! || a - b);
  order.forEach((i) => {
    const [k, p] = [steps[i]!, chances[i]!];
    const outcomes = outcomesOf(
      k,
      p,
      (shrinkages[i] ?? []).map((share) => Math.floor((values[i]! * share) / unit + 1 / 2))
    );
    if (outcomes.length === 1 && outcomes[0]!.step === 0) return;
    next.fill(0, low, reach + k + 1);
    for (const {step, chance} of outcomes) addShifted(next, mass.subarray(low, reach + 1), low + step, chance);
    reach += k;
    [mass, next] = [next, mass];
    while (mass[reach]! < negligible) reach--;
    while (mass[low]! < negligible) low++;
  });
  mass.fill(0, 0, low).fill(0, reach + 1);
  const rest = only.filter(isSmall);
  if (rest.length) mass = withSmall(mass, cumulantsOf(rest, values, chances, shrinkages), unit, ofSmall + 1);
  return {unit, mass, isCoarse};
}

/** Whether rounding to the grid moves the mean loss. */
function isMoved(values: readonly number[], unit: number, chances: readonly number[], shrinkages: Shrinkages): boolean {
  let [exact, rounded] = [0, 0];
  const add = (loss: number, chance: number) => {
    exact += chance * loss;
    rounded += chance * Math.floor(loss + 1 / 2);
  };
  values.forEach((value, i) => {
    const [p, staying] = [chances[i]!, shrinkages[i] ?? []];
    add(value / unit, p);
    for (const share of staying) add((value / unit) * share, (1 - p) / staying.length);
  });
  return Math.abs(rounded - exact) > moved * exact;
}

const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, x) => sum + x, 0);

/** The chance of each loss where that of a sum of small ones, at most this far, is added. */
function withSmall(mass: Float64Array, cumulants: Cumulants, unit: number, most: number): Float64Array<ArrayBuffer> {
  const others = manySmall(cumulants, unit, most);
  const found = new Float64Array(mass.length);
  others.forEach((chance, step) => chance > negligible && addShifted(found, mass.subarray(0, mass.length - step), step, chance));
  return found;
}

/** Mean, variance and third central moment of what some partners lose together. */
function cumulantsOf(
  partners: readonly number[],
  values: readonly number[],
  chances: readonly number[],
  shrinkages: Shrinkages
): Cumulants {
  const sum = {mean: 0, variance: 0, third: 0};
  for (const i of partners) {
    const staying = shrinkages[i]?.length ? shrinkages[i] : [0];
    const [p, n] = [chances[i]!, staying.length];
    const outcomes = [[1, p], ...staying.map((share) => [share, (1 - p) / n])] as const;
    const moment = (power: number, from = 0) => outcomes.reduce((all, [x, chance]) => all + chance * (x - from) ** power, 0);
    const mean = moment(1);
    sum.mean += values[i]! * mean;
    sum.variance += values[i]! ** 2 * moment(2, mean);
    sum.third += values[i]! ** 3 * moment(3, mean);
  }
  return sum;
}

/** Adds to some cells, from a place on, a part of others: apart from the variables of the rest, which would be read anew at each cell. */
function addShifted(to: Float64Array, from: Float64Array, place: number, part: number): void {
  for (let n = 0; n < from.length; n++) to[place + n]! += from[n]! * part;
}

/** What one partner may lose, in cells, each once with its chance, the smallest first. */
function outcomesOf(all: number, chance: number, staying: readonly number[]): {step: number; chance: number}[] {
  const found = new Map<number, number>();
  const add = (step: number, p: number) => p > 0 && found.set(step, (found.get(step) ?? 0) + p);
  if (!staying.length) add(0, 1 - chance);
  for (const step of staying) add(step, (1 - chance) / staying.length);
  add(all, chance);
  return [...found].sort(([a], [b]) => a - b).map(([step, p]) => ({step, chance: p}));
}

/**
 * Expected loss, value at risk, expected shortfall (Acerbi & Tasche 2002) and the chance of losing a fifth.
 * @param values what each partner brings in a year, 0 or more
 * @param chances how likely each is to bring nothing next year
 * @param shrinkages what each may lose otherwise
 * @param found the chance of each loss, where it is known
 */
export function lossDistribution(
  values: readonly number[],
  chances: readonly number[],
  shrinkages: Shrinkages = [],
  found: LossMass | null = lossMass(values, chances, shrinkages)
): LossDistribution {
  const stays = (i: number) => (shrinkages[i]?.length ? shrinkages[i].reduce((sum, x) => sum + x, 0) / shrinkages[i].length : 0);
  const expectedLoss = values.reduce((sum, v, i) => sum + v * (chances[i]! + (1 - chances[i]!) * stays(i)), 0);
  if (!found) return {expectedLoss, var95: null, es95: null, pLose20: null, curve: []};
  const {unit, mass} = found;
  const atLeast = tails(mass);
  const {index, cumulative} = quantile(mass, 0.95);
  let beyond = 0;
  for (let n = index + 1; n < mass.length; n++) beyond += n * mass[n]!;
  const tailFrom = (share: number) => atLeast[Math.min(share * (cells / 100), mass.length - 1)]!;
  return {
    expectedLoss,
    var95: unit * index,
    es95: (unit * (beyond + index * (cumulative - 0.95))) / 0.05,
    pLose20: tailFrom(20),
    curve: Array.from({length: 101}, (_, percent) => ({shareLost: percent / 100, probability: tailFrom(percent)}))
  };
}

function check(values: readonly number[], chances: readonly number[], shrinkages: Shrinkages): void {
  if (values.length !== chances.length) throw new RangeError(`${values.length} values but ${chances.length} chances`);
  if (!values.every((v) => v >= 0 && Number.isFinite(v))) throw new RangeError("a value is negative or not a number");
  if (!shrinkages.every((list) => list.every((x) => x >= 0 && x <= 1))) throw new RangeError("a share lost is outside 0..1");
  if (!chances.every((p) => p >= 0 && p <= 1)) throw new RangeError("a chance is outside 0..1");
}

/** P(L >= n * unit) for every n, summed from the small end so that far tails keep their digits. */
function tails(mass: Float64Array): Float64Array {
  const tail = new Float64Array(mass.length);
  let sum = 0;
  for (let n = mass.length - 1; n >= 0; n--) tail[n] = Math.min(1, (sum += mass[n]!));
  return tail;
}

/** The first n whose cumulative chance reaches `level`; rounding of the sum must not push it one further. */
function quantile(mass: Float64Array, level: number): {index: number; cumulative: number} {
  let cumulative = 0;
  for (let index = 0; index < mass.length; index++) {
    cumulative += mass[index]!;
    if (cumulative >= level - 1e-12) return {index, cumulative};
  }
  return {index: mass.length - 1, cumulative};
}
