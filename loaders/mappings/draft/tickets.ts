import type {Export} from "./export.ts";
import {headersOfColumn, isDeleted} from "./lexicon/lexicon.ts";
import {plainHeader} from "./lexicon/plain.ts";
import {ticketState} from "./lexicon/ticketWords.ts";
import type {Profile} from "./profile.ts";
import type {Proposal} from "./proposal.ts";
import {counted, quoted} from "./question.ts";

/**
 * A ticket that was reopened often keeps the day on which it was first solved: where the export has a status, what that says is open
 * has no such day.
 */
export async function finishTickets(
  proposals: Proposal[],
  {db, profiles}: Pick<Export, "db" | "profiles">,
  answers: ReadonlyMap<string, string>
): Promise<Proposal[]> {
  const resolved = proposals.find((p) => p.column.name === "resolved_on");
  const day = profiles.find((p) => p.header === resolved?.header);
  const status = profiles.find(isStatus);
  if (!resolved?.rule || !day || !status || status === day || answers.has("resolved_on")) return proposals;
  const words = await db.rows<{word: string; dated: string}>(
    `select ${status.cell} as word, count(${day.cell}) as dated from raw where ${status.cell} is not null group by 1 order by 1`
  );
  const open = words.filter((w) => ticketState(w.word) === "open");
  const dated = open.reduce((n, w) => n + Number(w.dated), 0);
  const unknown = words.filter((w) => ticketState(w.word) === null && !isDeleted(w.word) && Number(w.dated));
  const notes = [
    ...resolved.notes.filter((n) => !dated || !/count as empty$/.test(n)),
    ...(dated
      ? [
          `${quoted(day.header)} is filled in ${counted(dated, "ticket")} that ${quoted(status.header)} says ${dated === 1 ? "is" : "are"} open, as after reopening: it does not count there`
        ]
      : []),
    ...(unknown.length
      ? [
          `whether ${unknown.map((w) => quoted(w.word)).join(", ")} in ${quoted(status.header)} ${unknown.length === 1 ? "means" : "mean"} resolved is not known, and the day in ${quoted(day.header)} counts; where such tickets are open, add the word to "not" in "when"`
        ]
      : [])
  ];
  const rule = {...resolved.rule, when: {column: status.header, not: open.map((w) => w.word)}};
  return proposals.map((p) => (p === resolved ? {...p, rule, notes} : p));
}

/** A column that is called as a status is, with at least one word for what is open. */
function isStatus({header, top}: Profile): boolean {
  const plain = plainHeader(header);
  const names = headersOfColumn("status");
  return (
    [plain, plain.replace(/^\S+ /, ""), plain.replace(/ \S+$/, "")].some((h) => h === "status" || names.includes(h)) &&
    top.some((t) => ticketState(t.value) === "open")
  );
}
