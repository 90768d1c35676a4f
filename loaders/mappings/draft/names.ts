import type {CanonicalTable} from "../../tables/columns.ts";
import {headersOfColumn} from "./lexicon/lexicon.ts";
import {plainHeader} from "./lexicon/plain.ts";
import {commonPrefix, none, type Match} from "./match.ts";
import {areAmounts, areDays, type Profile} from "./profile.ts";
import type {Proposal} from "./proposal.ts";
import type {Question} from "./question.ts";

const named = new Set(["partner_id", "customer_id", "rep_id", "from_person", "to_person", "manager_id", "person_id"]);

/** Finds the name that is next to an id: "Organization" at "Organization ID". */
export function nameBeside(proposal: Proposal, profiles: Profile[], matches: Match[]): Proposal {
  const {column, header, rule, name} = proposal;
  if (!rule || name || !header || !named.has(column.name)) return proposal;
  const prefix = commonPrefix(profiles.map((p) => p.header));
  const taken = new Set(matches.flatMap((m) => m.profile?.header ?? []));
  const words = headersOfColumn(column.name);
  const beside = profiles
    .filter((p) => !taken.has(p.header) && p.filled && !areDays(p))
    .map((p) => ({p, place: words.indexOf(plainHeader(p.header.replace(prefix, "")))}))
    .filter(({p, place}) => place >= 0 && !/\bid$/.test(plainHeader(p.header)))
    .sort((a, b) => a.place - b.place)[0]?.p;
  return beside
    ? {
        ...proposal,
        name: {header: beside.header, nulls: beside.nulls, html: beside.entities > 0, split: rule.split ?? null}
      }
    : proposal;
}

const aboutPartners = new Set(["deals", "referrals", "tickets", "activities"]);

/**
 * Asks for the partner where none was found: any column of words or ids that repeat could be it. Without an answer the records
 * count as direct, or as of no partner.
 */
export function partnerQuestion(
  table: CanonicalTable,
  proposals: Proposal[],
  profiles: Profile[],
  answers: ReadonlyMap<string, string>
): Question[] {
  const partner = proposals.find((p) => p.column.name === "partner_id");
  if (!aboutPartners.has(table.name) || !partner || partner.rule || partner.questions.length || answers.has("partner_id"))
    return [];
  // a desk's organization is its customer or its partner: only a person knows
  const free = (p: Proposal) => table.name === "tickets" && p.column.name === "customer_id";
  const taken = new Set(proposals.flatMap((p) => (free(p) ? [] : (p.header ?? []))));
  const repeating = profiles
    .filter((p) => !taken.has(p.header) && p.filled && !areDays(p) && !areAmounts(p))
    .filter((p) => p.distinct > 1 && (p.distinct < p.filled || p.filled <= 20))
    .sort((a, b) => speaks(b) - speaks(a) || a.distinct - b.distinct)
    .map((p) => p.header);
  return [
    {
      id: "partner_id",
      text: `No header seems to name the partner. Is any of these a reseller, a source, a referrer? If not, ${table.name} of this file belong to no partner`,
      options: [...repeating.slice(0, 12), none],
      proposal: none
    }
  ];
}

/** How much a header or its values speak of somebody outside who sells or refers. */
function speaks({header, top}: Profile): number {
  const words = /partner|resell|refer|source|channel|agent|distribut|affiliate|vendor|broker|campaign/i;
  return (words.test(header) ? 2 : 0) + (top.some((t) => words.test(t.value)) ? 1 : 0);
}
