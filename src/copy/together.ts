import type {Sentence} from "../contract/index.js";
import {allOf, first, percent, some, whole} from "../shared/formats.js";
import {isPartial, staleNote} from "./begins.js";
import {concentrationNow} from "./derive.js";
import type {Facts} from "./facts.js";
import type {CaseFacts} from "./caseFacts.js";
import {inBands, moneyUnknown} from "./money.js";
import {nothing, say} from "./say.js";

/* What concerns the partners together: that most have slowed at the same time, or that revenue has shrunk. */

const slower = ["below_pace", "deals_below_pace", "wins_below_pace", "no_contact"];

/** Fewer than these may coincide. */
const atLeast = 5;

const isSlower = (row: CaseFacts): boolean =>
  row.about === "partner" &&
  row.standing &&
  row.kinds.split(", ").some((kind) => slower.includes(kind) && (kind !== row.kind || row.met));

/** How many partners have slowed or stopped; null unless these are more than half, and too many for each to have a cause of its own. */
export function slowTogether(f: Pick<Facts, "partners" | "history">): number | null {
  const n = f.history.now.cases
    .filter(isSlower)
    .reduce((sum, row) => sum + (slower.includes(row.kind) ? Math.max(1, row.partners) : 1), 0);
  return n >= atLeast && 2 * n > f.partners.length ? Math.min(n, f.partners.length) : null;
}

/** "all of them have slowed or stopped at the same time" */
export const slowText = (slow: number, of: number): string =>
  `${slow === of ? "all" : whole(slow)} of them have slowed or stopped at the same time`;

/** What to look at before each of them is called; nothing where missing deliveries say it already. */
export function togetherSentence(f: Pick<Facts, "about" | "partners" | "history">): Sentence {
  const slow = slowTogether(f);
  return slow === null || staleNote(f.about)
    ? nothing
    : say`${slow === f.partners.length ? allOf(slow) : `${first(slow)} of ${whole(f.partners.length)}`} partners have slowed or stopped at the same time, which says more about the data, the season or the market than about each of them: check that every export is complete before you call.`;
}

/** From this part of the revenue of a year before on, a portfolio is not sound, whatever its grades are. */
const soundRevenue = 0.75;

/** "none at risk, revenue 38% below a year before", where revenue is that much less; else null. */
export function shrunkText(f: Pick<Facts, "about" | "concentration" | "headlines">, risky: number): string | null {
  const [day, now] = [f.headlines[0]?.year_end ?? null, concentrationNow(f, "partner")];
  if (day === null || !now || moneyUnknown(f.about) || f.about.excluded?.material) return null;
  if (inBands(f.about) || isPartial(f.about, day)) return null;
  const then = f.concentration.find((row) => row.dimension === "partner" && row.as_of === day);
  if (!then || then.total <= 0 || now.total >= soundRevenue * then.total) return null;
  return `${some(risky)} at risk, revenue ${percent(1 - now.total / then.total)} below a year before`;
}
