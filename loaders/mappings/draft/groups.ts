import {literal} from "../../engines/duckdb.ts";
import {repeatMarksSaid} from "../../stage/doubts.ts";
import type {CanonicalTable} from "../../tables/columns.ts";
import {isFoldedReference} from "../engine/ids.ts";
import {repeatMarks} from "../engine/nothing.ts";
import type {Export} from "./export.ts";
import {otherPartnerNotes} from "./otherPartners.ts";
import type {Profile} from "./profile.ts";
import type {Proposal} from "./proposal.ts";
import {quoted} from "./question.ts";

/** What is to be known of how an export names its partners. */
export const partnerNotes = async (
  table: CanonicalTable,
  proposals: readonly Proposal[],
  found: Pick<Export, "db" | "profiles">
): Promise<string[]> => [
  ...(await repeatNotes(proposals, found)),
  ...(await groupNotes(table, proposals, found)),
  ...(await otherPartnerNotes(table, proposals, found))
];

/** Marks for "the same as above", which only somebody who sees the lines in their order can read. */
async function repeatNotes(proposals: readonly Proposal[], {db, profiles}: Pick<Export, "db" | "profiles">): Promise<string[]> {
  const notes: string[] = [];
  for (const {column, header} of proposals.filter((p) => isFoldedReference(p.column))) {
    const profile = profiles.find((p) => p.header === header);
    if (!profile) continue;
    const rows = await db.rows<{word: string; n: string}>(
      `select ${profile.cell} as word, count(*) as n from raw where lower(${profile.cell}) in (${repeatMarks.map(literal).join(", ")}) group by 1 order by 2 desc, 1`
    );
    if (rows.length) notes.push(repeatMarksSaid(quoted(profile.header), column.name, rows));
  }
  return notes;
}

/** Four names are in order by chance in one list of twelve. */
const fewestSorted = 4;

/**
 * A partner that only the first line of its group names, as in merged cells, or the line above it, as in a grouped report: all other
 * records would belong to no partner, and nothing else would say so.
 */
async function groupNotes(
  {key}: CanonicalTable,
  proposals: readonly Proposal[],
  {db, profiles}: Pick<Export, "db" | "profiles">
): Promise<string[]> {
  const profileOf = (column: string): Profile | undefined => {
    const header = proposals.find((p) => p.column.name === column)?.header;
    return profiles.find((p) => p.header === header);
  };
  const [partner, own] = [profileOf("partner_id"), profileOf(key[0]!)];
  if (!partner || !own || partner === own || !partner.filled || partner.filled === partner.records) return [];
  const names = `list(lower(${partner.cell}) order by ordinal) filter (${partner.cell} is not null)`;
  const [row] = await db.rows<{together: string; first: boolean; sorted: boolean | null}>(
    `select count(*) filter (${partner.cell} is not null and ${own.cell} is not null) as together,
      arg_min(${partner.cell} is not null, ordinal) as first,
      ${names} in (list_sort(${names}), list_reverse_sort(${names})) as sorted from raw`
  );
  const above = row!.together === "0";
  // in a list of deals some partner would come twice; one dash, or nothing, may head the group of those that have none
  const once = partner.filled > 1 && partner.distinct === partner.filled;
  const begins = row!.first || (partner.filled >= fewestSorted && row!.sorted);
  const merged = once && begins && partner.nothings <= 1 && partner.filled + partner.nothings < partner.records;
  if (!above && !merged) return [];
  const header = quoted(partner.header);
  return [
    above
      ? `${header} is filled in lines without a record, as a grouped report has it: no record has a partner. Export the report without groups, or repeat it in each line`
      : `${header} is filled once for each partner, in the first line of its records, as merged cells are: the others have none. If so, unmerge the cells and repeat it in each line`
  ];
}
