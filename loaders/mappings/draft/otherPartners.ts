import type {CanonicalTable} from "../../tables/columns.ts";
import type {Export} from "./export.ts";
import {areAmounts, areDays} from "./profile.ts";
import {headersIn, type Proposal} from "./proposal.ts";
import {counted, quoted} from "./question.ts";

/**
 * Columns that nothing reads and that name the same partners, as of who influenced a deal beside who brought it: where only they name one,
 * a deal would be direct, and nothing would say so.
 */
export async function otherPartnerNotes(
  {name}: CanonicalTable,
  proposals: readonly Proposal[],
  {db, profiles}: Pick<Export, "db" | "profiles">
): Promise<string[]> {
  const partner = profiles.find((p) => p.header === proposals.find((o) => o.column.name === "partner_id")?.header);
  if (name !== "deals" || !partner?.filled) return [];
  const used = new Set(proposals.flatMap(headersIn));
  const others = profiles.filter((p) => !used.has(p.header) && p.filled && !areDays(p) && !areAmounts(p));
  const notes: string[] = [];
  for (const other of others) {
    const [row] = await db.rows<{n: string; alone: string; known: string}>(
      `select count(*) as n, count(*) filter (${partner.cell} is null) as alone, count(distinct lower(${other.cell})) as known from raw
      where lower(${other.cell}) in (select lower(${partner.cell}) from raw) and lower(${other.cell}) is distinct from lower(${partner.cell})`
    );
    const [n, alone] = [Number(row!.n), Number(row!.alone)];
    // one name in common may be that of a partner which is a customer too
    if (!n || 2 * Number(row!.known) < other.distinct) continue;
    const direct = alone ? `, ${alone === n ? "where no partner is read" : `${alone} of them where no partner is read`}` : "";
    notes.push(
      `${quoted(other.header)} names partners of ${quoted(partner.header)} too, in ${counted(n, "record")}${direct}: it is not read. All partners of a deal can come as deal_partners`
    );
  }
  return notes;
}
