import type {About, Sentence} from "../contract/index.js";
import {addDays} from "../shared/days.js";
import {ofAll, shortDate} from "../shared/formats.js";
import {rateDifference, type Rate} from "../shared/rateDifference.js";
import {inBands} from "./money.js";
import {differenceText} from "./rates.js";
import {nothing, say} from "./say.js";

/** Deals closed in a quarter, as credits: won up, lost down. */
interface Quarter {
  date: string;
  up: number;
  down: number;
}

// Each partner's page looks: at 90% one in ten would tell of chance. The 99.5% quantile of the normal distribution lets through one in a hundred.
const z99 = 2.5758293035489004;

const rateOf = (quarters: readonly Quarter[]): Rate => {
  const k = quarters.reduce((sum, row) => sum + row.up, 0);
  return {k, n: quarters.reduce((sum, row) => sum + row.down, k)};
};

type Known = Pick<About, "as_of" | "window_days" | "amounts">;

/** Of a coded partner, whose amounts are bands, each count is to the nearest 5: three won and two lost are 5 of 5. */
const isCoarse = (quarters: readonly Quarter[], about: Known): boolean =>
  inBands(about) && quarters.every(({up, down}) => up % 5 === 0 && down % 5 === 0);

/**
 * A partner's win rate of the quarters that began within the revenue window, against that of the quarters before; nothing where it can't
 * be told from chance, or the counts are coarse. A rate over all years hides a partner that wins no more.
 */
export function latelySentence(quarters: readonly Quarter[], about: Known): Sentence {
  if (isCoarse(quarters, about)) return nothing;
  const start = addDays(about.as_of, -about.window_days);
  const [recent, earlier] = [quarters.filter((row) => row.date > start), quarters.filter((row) => row.date <= start)];
  const [now, before] = [rateOf(recent), rateOf(earlier)];
  const difference = rateDifference(now, before);
  if (!difference || rateDifference(now, before, z99)?.verdict === "unclear") return nothing;
  const [since] = recent.map((row) => row.date).sort();
  return say`Since ${shortDate(since!)}, ${ofAll(now.k, now.n)} were won, before that ${ofAll(before.k, before.n)}: ${differenceText(difference)}.`;
}
