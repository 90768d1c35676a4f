import {literal, type DuckDB} from "../../engines/duckdb.ts";
import {meaningOf} from "./lexicon/lexicon.ts";
import type {Profile} from "./profile.ts";
import type {Proposal} from "./proposal.ts";
import {counted, quoted} from "./question.ts";

/** What a person may say to open deals that lack what a deal needs. */
export const leaveOut = "leave them out";

/** Columns that a CRM lets open deals lack: one that is only prospected has no customer, or was not opened yet. */
const lacking = new Set(["customer_id", "opened_on"]);

/**
 * Where only open deals lack a needed column, asks whether they are left out until they have it: in quarantine they would count as faults
 * of the export, and a file with many is refused.
 */
export async function askOfOpenDeals(
  proposal: Proposal,
  profile: Profile | null,
  status: Profile | null,
  {db, answers}: {db: DuckDB; answers: ReadonlyMap<string, string>}
): Promise<Proposal> {
  const {column, rule} = proposal;
  const id = `${column.name}: open`;
  if (!lacking.has(column.name) || !rule || !profile || !status || profile.filled === profile.records) return proposal;
  const isOpen = (word: string) =>
    (answers.get(`status: ${word}`) ?? meaningOf(word, ["open", "won", "lost"], status.header)) === "open";
  const words = status.top.filter((t) => isOpen(t.value)).map((t) => literal(t.value));
  const [found] = await db.rows<{open: string; others: string}>(
    `select count(*) filter (open) as open, count(*) filter (not open) as others
     from (select coalesce(${status.cell} in (${[...words, "''"].join(", ")}), false) as open from raw where ${profile.cell} is null)`
  );
  if (!Number(found!.open) || Number(found!.others)) return proposal;
  const header = quoted(profile.header);
  const deals = counted(Number(found!.open), "open deal");
  const notes = proposal.notes.filter((n) => !n.includes("they go to quarantine"));
  if (answers.get(id) === leaveOut)
    return {
      ...proposal,
      leaveOut: profile.header,
      notes: [...notes, `${deals} without ${header} are left out, and counted, until they have one`]
    };
  if (answers.has(id)) return proposal;
  const question = {
    id,
    text: `${deals} and no others have no ${header}, which is needed (${column.name}). Leave them out until they have one, or reject them?`,
    options: [leaveOut, "reject them"],
    proposal: leaveOut
  };
  return {...proposal, questions: [...proposal.questions, question]};
}
