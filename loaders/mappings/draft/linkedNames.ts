import type {Export} from "./export.ts";
import type {Proposal} from "./proposal.ts";
import {counted, quoted} from "./question.ts";

/** A name with the address of its page behind it, as Notion writes relations. */
const linked = String.raw`\S \(https?://[^\s()]+\)`;

/**
 * Adds a note where names come with an address each: it would become a part of the name, and one name with two addresses would be two
 * partners.
 */
export async function withLinkedNames(
  proposals: Proposal[],
  {db, profiles}: Pick<Export, "db" | "profiles">
): Promise<Proposal[]> {
  const judged = proposals.map(async (p) => {
    const profile = profiles.find((o) => o.header === p.header);
    if (!profile || p.rule?.hashOf === undefined || p.column.kind !== "id") return p;
    const [row] = await db.rows<{n: string}>(
      `select count(*) filter (regexp_matches(${profile.cell}, '${linked}')) as n from raw`
    );
    const n = Number(row!.n);
    if (!n) return p;
    const note = `${counted(n, "cell")} of ${quoted(profile.header)} ${n === 1 ? "holds" : "hold"} the address of a page after the name, as Notion writes relations: it becomes a part of the name, and one name with two addresses counts as two. Export a formula that gives the name alone`;
    return {...p, notes: [...p.notes, note]};
  });
  return Promise.all(judged);
}
