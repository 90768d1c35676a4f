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
  return (amount) => (total > 0 ? banded((100 * amount) / total) : 0);
}

/** The lower end of the band that an amount is in: 0, 1, 2, 5, 10, 20, 50, … */
export function banded(amount: number): number {
  const size = Math.abs(amount);
  if (size < 1) return 0;
  const power = 10 ** Math.floor(Math.log10(size) + 1e-12);
  const step = [5, 2, 1].find((s) => s * power <= size + 1e-9) ?? 1;
  return Math.sign(amount) * step * power;
}
