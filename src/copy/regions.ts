import type {About, Answer, Sentence} from "../contract/index.js";
import {listed, money, percent} from "../shared/formats.js";
import {inBands, incomplete, moneyUnknown, revenueName} from "./money.js";
import {answer, say} from "./say.js";

/** Deals have regions, and partners have: which of the two a list goes by. */
const note = say`A deal counts in its own region, else in its customer’s, else in its partner’s. A region leads to the partners that are there themselves, as the menu of partner regions does; they may sell elsewhere.`;

/** What metrics.regions calls revenue of deals, customers and partners without a region. */
export const unrecorded = "no region recorded";

/** Of bands no share can be told, and which is the largest only where its band is. */
function mostInBands(named: readonly {region: string; net: number}[], about: About): Sentence {
  const top = named.filter((row) => row.net === named[0]!.net);
  const [one] = top;
  return one && top.length === 1
    ? say`${one.region} brings the most: at least ${money(one.net, about.currency)}`
    : say`${listed(top.map((row) => row.region))} bring the most: at least ${money(top[0]!.net, about.currency)} each`;
}

/**
 * How revenue is spread over regions.
 * @param rows regions that partners brought revenue in, the largest first
 * @param known whether regions are recorded, and none of them hidden from the audience
 */
export function regionsAnswer(rows: readonly {region: string; net: number}[], known: boolean, about: About): Answer {
  const question = "How is revenue spread over regions?";
  if (moneyUnknown(about)) return answer(question, incomplete(about), rows.length ? [note] : []);
  const positive = rows.filter((row) => row.net > 0);
  const sum = (of: typeof positive) => of.reduce((total, row) => total + row.net, 0);
  const named = positive.filter((row) => row.region !== unrecorded);
  const [most] = named;
  if (!positive.length) return answer(question, say`No revenue through partners to spread`, rows.length ? [note] : []);
  if (!most) return answer(question, say`No region is recorded of what partners brought`, [note]);
  if (!known) return answer(question, say`Shares of regions are not shown here`, [note]);
  if (inBands(about)) return answer(question, mostInBands(named, about), [note]);
  const share = (of: typeof positive) => percent(sum(of) / sum(positive));
  const three = named.length > 3 ? `, the three largest ${share(named.slice(0, 3))}` : "";
  return answer(question, say`${most.region} brings ${share([most])} of ${revenueName(about)}${three}`, [note]);
}
