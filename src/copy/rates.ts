import {points} from "../shared/formats.js";
import type {RateDifference} from "../shared/rateDifference.js";

/* How two rates are compared: better, worse, or can't tell yet, with the interval of the difference; never as equal. */

/** "10 points lower (90% interval: 18 to 2 points lower)". */
export function differenceText({difference, lower, upper}: Omit<RateDifference, "verdict">): string {
  const way = (x: number) => (x < 0 ? "lower" : "higher");
  const interval =
    lower < 0 === upper < 0
      ? `${number(lower)} to ${points(upper)} ${way(difference)}`
      : `${points(lower)} lower to ${points(upper)} higher`;
  return `${points(difference)} ${way(difference)} (90% interval: ${interval})`;
}

const number = (x: number): string => points(x).split(" ")[0]!;
