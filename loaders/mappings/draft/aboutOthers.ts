import type {CanonicalTable} from "../../tables/columns.ts";
import {plainHeader} from "./lexicon/plain.ts";
import {areAmounts, type Profile} from "./profile.ts";
import type {Proposal} from "./proposal.ts";
import {counted, quoted, type Question} from "./question.ts";

/**
 * Records that are about partners, customers or people, such as payouts, and no list of them: the key comes again, and another column
 * tells the records apart. Taken as a list, what else they hold would be lost without a word.
 */
export function aboutOthers(
  {name, key}: CanonicalTable,
  proposals: Proposal[],
  profiles: Profile[],
  unused: string[]
): Question[] {
  const own = profiles.find((p) => key.length === 1 && p.header === proposals.find((o) => o.column.name === key[0])?.header);
  const record = profiles.find(
    (p) => unused.includes(p.header) && p.distinct === p.records && p.filled === p.records && /\bid\b/.test(plainHeader(p.header))
  );
  if (!listsOf.has(name) || !own || !record || own.distinct === own.filled) return [];
  const amounts = profiles.filter((p) => unused.includes(p.header) && areAmounts(p) && p !== record).map((p) => quoted(p.header));
  const lost = amounts.length ? `: what else they hold, such as ${amounts.slice(0, 3).join(", ")}, is read by nothing` : "";
  const text = `${quoted(own.header)} has ${counted(own.distinct, "value")} in ${counted(own.filled, "record")}, which ${quoted(record.header)} tells apart: these look like records about ${name}, and no list of them${lost}. Leave the file out of the drops, or take the ${name} alone`;
  return [{id: "records", text, options: [`the ${name} alone`], proposal: null}];
}

const listsOf = new Set(["partners", "customers", "people"]);
