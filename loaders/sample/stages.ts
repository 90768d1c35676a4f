import {AS_OF, type Day, day, iso, workday} from "./calendar.ts";
import type {Deal} from "./deals.ts";
import {type Dice, dice} from "./dice.ts";
import type {Row, Step} from "./history.ts";

/** The stages of an open deal, each from that part of its way on, with the probability that comes with it. */
const stages = [
  {stage: "Qualification", probability: "20", from: 0},
  {stage: "Proposal", probability: "45", from: 0.35},
  {stage: "Negotiation", probability: "70", from: 0.7}
] as const;

/** One deal in five has an expected close that nobody keeps up to date. */
const FORGOTTEN = 1 / 5;
/** The days within which somebody moves an expected close that has passed. */
const NOTICED = 36;

/**
 * The stages that a deal passes on its way, each with a new guess of its end, and its last one once it is closed. An expected
 * close that passes while the deal is open is moved when somebody notices it; a forgotten one never is.
 */
export function stageSteps(d: Deal): Step[] {
  const chance = dice(`stages ${d.id}`);
  const isForgotten = chance.chance(FORGOTTEN);
  const passed = stages.map(({stage, probability, from}) => {
    const on = workday(d.opened + Math.round(from * (d.closes - d.opened) * chance.range(0.85, 1.15)));
    const guessed = iso(guess(d, on, chance));
    return {on, set: {stage, probability, ...(from === 0 || !isForgotten ? {expected_close_on: guessed} : {})}};
  });
  const open: Step[] = passed.filter((step) => step.on < d.closes || step.on === d.opened);
  const moved = isForgotten ? [] : postponements(d, open, chance);
  return [...open, ...moved, {on: d.closes, set: closed(d)}];
}

/** When a seller expects the end, a week at least from that day: mostly sooner than it comes. */
const guess = (d: Deal, on: Day, chance: Dice): Day =>
  workday(on + Math.max(7, Math.round((d.closes - on) * chance.range(0.5, 1.2))));

/** Each passed expected close is moved, up to the day on which the deal closes or the newest drop is written. */
function postponements(d: Deal, open: readonly Step[], chance: Dice): Step[] {
  const moved: Step[] = [];
  for (const [i, step] of open.entries()) {
    const until = Math.min(open[i + 1]?.on ?? d.closes, d.closes, AS_OF + 1);
    let expected = day(String(step.set["expected_close_on"]));
    for (;;) {
      const noticed = workday(expected + chance.whole(1, NOTICED));
      if (noticed <= expected || noticed >= until) break;
      expected = guess(d, noticed, chance);
      moved.push({on: noticed, set: {expected_close_on: iso(expected)}});
    }
  }
  return moved;
}

const closed = (d: Deal): Row => ({stage: d.won ? "Won" : "Lost", probability: d.won ? "100" : "0"});
