import {AS_OF, day, iso, months} from "./calendar.ts";
import {dice} from "./dice.ts";
import {type History, history} from "./history.ts";

const first = {USD: 0.94, CHF: 1.04} as const;

/** Euros per dollar and per franc, month by month; a month's rate is known on its first day. */
export function rateHistories(): History[] {
  return Object.entries(first).flatMap(([currency, start]) => {
    const chance = dice(`rates ${currency}`);
    let rate: number = start;
    return months(day("2023-09-01"), AS_OF).map((on) => {
      rate *= 1 + 0.008 * chance.normal();
      const month = iso(on).slice(0, 7);
      return history(`${month} ${currency}`, [{on, set: {month, currency, per_unit: rate.toFixed(5)}}]);
    });
  });
}
