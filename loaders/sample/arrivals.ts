import type {Day} from "./calendar.ts";
import {AS_OF, YEAR, day, workday} from "./calendar.ts";
import type {Dice} from "./dice.ts";

/** How often something happens from a day on, in times a year. */
export interface Pace {
  from: Day;
  perYear: number;
}

/** Before that day business was smaller; the drops of an older year are shorter. */
const GROWN = day("2025-11-01");
const SMALLER = 0.9;

/**
 * The working days up to the newest drop on which something happens. Gaps are gamma distributed: shape 1 is pure chance,
 * a larger one a steadier rhythm.
 */
export function arrivals(chance: Dice, paces: readonly Pace[], shape = 1): Day[] {
  const days: Day[] = [];
  paces.forEach((pace, i) => {
    const end = paces[i + 1]?.from ?? AS_OF + 1;
    if (pace.perYear <= 0) return;
    let on = pace.from + chance.uniform() * gap(chance, pace, shape, pace.from);
    while (on < end) {
      const at = workday(Math.floor(on));
      if (at >= pace.from && at < end && at <= AS_OF) days.push(at);
      on += gap(chance, pace, shape, on);
    }
  });
  return days.sort((a, b) => a - b);
}

function gap(chance: Dice, pace: Pace, shape: number, on: Day): number {
  const perYear = on < GROWN && shape === 1 ? pace.perYear * SMALLER : pace.perYear;
  return chance.gamma(YEAR / perYear, shape);
}
