import type {Sentence} from "../../../src/contract/index.ts";
import {counted, decimal, inWords, longDate, money, plural} from "../../../src/shared/format.ts";
import type {Portfolio} from "../portfolio.ts";
import {nothing, say} from "../say.ts";

/** What stood a year before, in one sentence to read beside today's; nothing where the history is shorter or no partner was there yet. */
export function yearSentence(p: Portfolio): Sentence {
  const then = (name: string): number | null => {
    const row = p.headlines.find(({headline}) => headline === name);
    return row && row.value !== null && row.since_year !== null ? row.value - row.since_year : null;
  };
  const day = p.headlines[0]?.year_end ?? null;
  const [partners, trusted, risky] = [then("partners"), then("trusted"), then("at_risk")];
  if (day === null || !partners || trusted === null || risky === null) return nothing;
  const of = partners === 1 ? "the one partner" : `${partners} partners`;
  const some = trusted || risky ? inWords(trusted) : "none";
  return say`A year before, on ${longDate(day)}, ${some} of ${of} ${plural(trusted, "was", "were")} trusted${risky ? ` and ${inWords(risky)} at risk` : ""}${revenueThen(p, day)}.`;
}

function revenueThen(p: Portfolio, day: string): string {
  const row = p.concentration.find((c) => c.dimension === "partner" && c.as_of === day);
  if (!row || row.total <= 0 || row.effective_n === null) return "";
  const equal = row.effective_n >= 9.5 ? Math.round(row.effective_n) : row.effective_n;
  return `, and partners brought ${money(row.total, p.about.currency)}, as if ${Number.isInteger(equal) ? counted(equal, "equal partner") : `${decimal(equal)} equal partners`}`;
}
