import path from "node:path";
import type {About, PublishedReport} from "../../src/contract/index.ts";
import {readName} from "../receive/names.ts";

const tables = ["partners", "deals", "referrals", "tickets", "activities"] as const;

/**
 * Tables of which nothing counts although something was delivered, with how many records that is (0 where it is not known): their files
 * were refused or held, every record is in quarantine, or no ticket names a partner. Nothing where there is none. A file that no mapping
 * knows or nearly fits is of the table that its name begins with; one whose name says nothing is in none of them.
 */
export function unusableIn(
  {files, tables: counts}: Pick<PublishedReport, "files" | "tables">,
  recorded: Pick<About["recorded"], "tickets">
): Pick<About, "unusable"> {
  const unusable = tables.flatMap((table) => {
    const records = counts[table]?.final ?? 0;
    // a ticket that names no partner is in no figure of one
    if (records > 0) return table === "tickets" && !recorded.tickets ? [{table, records, no_partner: true as const}] : [];
    const lost = files.flatMap((file) => {
      if ((file.table ?? readName(path.basename(file.path)).table) !== table) return [];
      if (file.outcome === "refuse" || file.outcome === "hold") return [file.records];
      return file.quarantined > 0 ? [file.quarantined] : [];
    });
    // several files may hold the same records, delivered again each night: how many there are is not known then
    return lost.length ? [{table, records: lost.length === 1 ? lost[0]! : 0}] : [];
  });
  return unusable.length ? {unusable} : {};
}

/** The same for readers who see no list of deliveries: which tables, and no number. */
export const unusableTables = ({unusable}: Pick<About, "unusable">): Pick<About, "unusable"> =>
  unusable ? {unusable: unusable.map((row) => ({...row, records: null}))} : {};
