import {randomGamma, randomLcg, randomNormal} from "d3";

/** Chance that always falls the same way: a stream of numbers that depends on its name only. */
export interface Dice {
  uniform: () => number;
  /** A number from low to high. */
  range: (low: number, high: number) => number;
  /** A whole number from low to high, both included. */
  whole: (low: number, high: number) => number;
  chance: (p: number) => boolean;
  pick: <T>(from: readonly T[]) => T;
  weighted: <T extends string>(weights: Readonly<Record<T, number>>) => T;
  shuffled: <T>(from: readonly T[]) => T[];
  normal: () => number;
  /** A positive number with that mean; the larger the shape, the closer to the mean. */
  gamma: (mean: number, shape: number) => number;
}

/**
 * Every partner and table throws dice of its own name, so that a change to one story leaves the others as they were.
 * d3's linear congruential generator, seeded with a hash of the name.
 */
export function dice(name: string): Dice {
  const uniform = randomLcg(hash(name));
  for (let i = 0; i < 8; i++) uniform();
  const normal = randomNormal.source(uniform)();
  const pick = <T>(from: readonly T[]): T => from[Math.floor(uniform() * from.length)]!;
  return {
    uniform,
    range: (low, high) => low + (high - low) * uniform(),
    whole: (low, high) => low + Math.floor((high - low + 1) * uniform()),
    chance: (p) => uniform() < p,
    pick,
    weighted: (weights) => weightedPick(weights, uniform()),
    shuffled: (from) => shuffled(from, uniform),
    normal,
    gamma: (mean, shape) => randomGamma.source(uniform)(shape, mean / shape)()
  };
}

/** FNV-1a with a final mix, as a fraction of one. */
function hash(name: string): number {
  let h = 0x811c9dc5;
  for (const c of name) h = Math.imul(h ^ c.codePointAt(0)!, 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return ((h ^ (h >>> 16)) >>> 0) / 2 ** 32;
}

function weightedPick<T extends string>(weights: Readonly<Record<T, number>>, at: number): T {
  const entries = Object.entries<number>(weights) as [T, number][];
  let left = at * entries.reduce((sum, [, w]) => sum + w, 0);
  for (const [value, w] of entries) if ((left -= w) < 0) return value;
  return entries.at(-1)![0];
}

function shuffled<T>(from: readonly T[], uniform: () => number): T[] {
  const order = [...from];
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(uniform() * (i + 1));
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return order;
}
