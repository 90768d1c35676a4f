import type {Portfolio} from "./portfolio.ts";

type Loss = Portfolio["loss"][number];

/**
 * Bad years as parts of the revenue that an audience sees, to the nearest 5 points: pages divide the one by the other, and a part made of two
 * bands can be twice or half of what it is.
 * @param losses as they are
 * @param total revenue through partners, as it is and as this audience sees it
 */
export function lossesInPoints(losses: readonly Loss[], total: {real: number; shown: number}): Pick<Loss, "var95" | "es95">[] {
  const points = (value: number | null) =>
    value === null || total.real <= 0 ? null : (Math.round((20 * value) / total.real) / 20) * total.shown;
  return losses.map(({var95, es95}) => ({var95: points(var95), es95: points(es95)}));
}
