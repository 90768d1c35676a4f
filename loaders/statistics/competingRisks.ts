/** What became of deals at one age in days: how many were won, lost, or were still open and had been followed no further. */
export interface AgeCounts {
  days: number;
  won: number;
  lost: number;
  open: number;
}

/** The share of all that has been won by an age, and the share that is still open after it. */
export interface Incidence {
  days: number;
  won: number;
  open: number;
}

/**
 * Cumulative incidence of a win where a loss competes with it: Aalen & Johansen (1978), Scandinavian Journal of Statistics 5:141-150.
 * @param counts one entry per age, ascending
 */
export function cumulativeIncidence(counts: readonly AgeCounts[]): Incidence[] {
  let atRisk = counts.reduce((sum, c) => sum + c.won + c.lost + c.open, 0);
  let [won, open] = [0, 1];
  return counts.map((c) => {
    if (atRisk > 0) {
      won += (open * c.won) / atRisk;
      open *= 1 - (c.won + c.lost) / atRisk;
    }
    atRisk -= c.won + c.lost + c.open;
    return {days: c.days, won, open: Math.max(0, open)};
  });
}

/** The last entry at or before an age; nothing won and all open before the first. */
function at(curve: readonly Incidence[], days: number): Incidence {
  let [low, high] = [0, curve.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (curve[middle]!.days <= days) low = middle + 1;
    else high = middle;
  }
  return curve[low - 1] ?? {days: 0, won: 0, open: 1};
}

/**
 * The probability that a deal which is open at an age is won in the days after it, within the horizon.
 * @returns 0 where none was ever seen to be open so long
 */
export function chanceToWin(curve: readonly Incidence[], age: number, horizon: number): number {
  const now = at(curve, age);
  if (now.open <= 1e-12) return 0;
  return Math.min(1, Math.max(0, (at(curve, age + horizon).won - now.won) / now.open));
}

/**
 * Of the wins that deals opened evenly over a horizon bring in the end, the share that they bring before its end.
 * @returns 0 where no deal was ever won
 */
export function wonEarly(curve: readonly Incidence[], horizon: number): number {
  const inTheEnd = curve.at(-1)?.won ?? 0;
  if (!(inTheEnd > 0) || !(horizon > 0)) return 0;
  let sum = 0;
  for (let day = 1; day <= horizon; day++) sum += at(curve, horizon - day).won;
  return sum / horizon / inTheEnd;
}
