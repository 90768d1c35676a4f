import type {Audience} from "./audience.ts";
import type {Portfolio} from "./portfolio.ts";

/** How an audience is told an amount. */
export type MoneyRule = (amount: number) => number;

/** @param p for the revenue through partners in the window, which is 100 where money is indexed, in the same bands: an exact index would give all amounts to whoever knows one */
export function moneyRule(mode: Audience["money"], p: Pick<Portfolio, "concentration">): MoneyRule {
  if (mode === "exact") return (amount) => amount;
  if (mode === "rounded") return (amount) => Number(amount.toPrecision(2));
  if (mode === "banded") return banded;
  const total = p.concentration.find((row) => row.is_current && row.dimension === "partner")?.total ?? 0;
  return (amount) => (total > 0 ? bandedFinely((100 * amount) / total) : 0);
}

/** The smallest amount or share, of 100, that has a band of its own. */
const finest = 0.001;

/**
 * The same of a part of 100, whose bands go on below 1: 0.5, 0.2, 0.1, … Pages count partners with revenue and leave
 * out those without, and a partner with half a percent is not without.
 */
export const bandedFinely = (part: number): number =>
  Math.abs(part) >= 1 ? banded(part) : Number((banded(part / finest) * finest).toPrecision(1));

/** The lower end of the band that an amount is in: 0, 1, 2, 5, 10, 20, 50, … */
export function banded(amount: number): number {
  const size = Math.abs(amount);
  if (size < 1) return 0;
  const power = 10 ** Math.floor(Math.log10(size) + 1e-12);
  const step = [5, 2, 1].find((s) => s * power <= size + 1e-9) ?? 1;
  return Math.sign(amount) * step * power;
}
