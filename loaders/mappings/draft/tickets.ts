import type {Export} from "./export.ts";
import {headersOfColumn, isDeleted} from "./lexicon/lexicon.ts";
import {plainHeader} from "./lexicon/plain.ts";
import {isDropped, ticketState} from "./lexicon/ticketWords.ts";
import {none} from "./match.ts";
import type {Profile} from "./profile.ts";
import type {Proposal} from "./proposal.ts";
import {counted, quoted} from "./question.ts";

/** What the words of a status say of the day on which tickets were resolved. */
export async function finishTickets(
  proposals: Proposal[],
  {db, profiles}: Pick<Export, "db" | "profiles">,
  answers: ReadonlyMap<string, string>
): Promise<Proposal[]> {
  const resolved = proposals.find((p) => p.column.name === "resolved_on");
  const day = resolved?.rule ? profiles.find((p) => p.header === resolved.header) : undefined;
  const status = profiles.find((p) => p !== day && isStatus(p));
  if (!resolved || (resolved.rule && !day) || !status || answers.get("resolved_on") === none) return proposals;
  const words = await db.rows<Word>(
    `select ${status.cell} as word, count(*) as tickets, count(${day?.cell ?? "null"}) as dated from raw where ${status.cell} is not null group by 1 order by 1`
  );
  const finished = proposals.map((p) => (p === resolved && day ? withoutOpen(p, day, status, words) : p));
  return withoutDay(finished, day ?? null, status, words);
}

/** A word of the status, in how many tickets it is, and in how many of them with a day of resolution. */
interface Word {
  word: string;
  tickets: string;
  dated: string;
}

/**
 * A ticket that was reopened often keeps the day on which it was first solved: where the export has a status, what that says is open
 * has no such day.
 */
function withoutOpen(resolved: Proposal, day: Profile, status: Profile, words: Word[]): Proposal {
  const open = words.filter((w) => ticketState(w.word) === "open");
  if (!open.length) return resolved;
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
  return {...resolved, rule: {...resolved.rule, when: {column: status.header, not: open.map((w) => w.word)}}, notes};
}

/**
 * A ticket that its status calls resolved, without the day of it, would count as never resolved, and past its due day as a bad outcome, as
 * would one that was dropped. Whether it was on time is not known, so its due day is left out.
 */
function withoutDay(proposals: Proposal[], day: Profile | null, status: Profile, words: Word[]): Proposal[] {
  const resolved = words.filter((w) => ticketState(w.word) === "resolved");
  const missing = undated(resolved);
  const dropped = words.filter((w) => isDropped(w.word) && undated([w]));
  const ended = [...(missing ? resolved : []), ...dropped];
  if (!ended.length) return proposals;
  const due = proposals.find((p) => p.column.name === "due_on")?.rule;
  const notes = [
    ...(missing ? [withoutDayNote(missing, {day, status, due: due !== null && due !== undefined})] : []),
    ...(dropped.length ? [droppedNote(dropped, status, due !== null && due !== undefined)] : [])
  ];
  const unknown = {column: status.header, not: ended.map((w) => w.word)};
  return proposals.map((p) => {
    if (p.column.name === "resolved_on") return {...p, notes: [...p.notes, ...notes]};
    if (p.column.name !== "due_on" || !p.rule) return p;
    const known = day ? {empty: {...p.rule, when: {column: day.header, filled: true}}} : {};
    return {...p, rule: {...p.rule, when: unknown, ...known}};
  });
}

const undated = (words: readonly Word[]): number => words.reduce((n, w) => n + Number(w.tickets) - Number(w.dated), 0);

function withoutDayNote(missing: number, {day, status, due}: {day: Profile | null; status: Profile; due: boolean}): string {
  const [are, have, count, they] = missing === 1 ? ["is", "has", "counts", "it was"] : ["are", "have", "count", "they were"];
  const where = day ? ` in ${quoted(day.header)}` : ", as no header seems to be it";
  const late = due ? `; whether ${they} on time is not known, so due_on is left empty there` : "";
  return `${counted(missing, "ticket")} that ${quoted(status.header)} says ${are} resolved ${have} no day of it${where}, and ${count} as unresolved${late}: export the day too`;
}

function droppedNote(dropped: readonly Word[], status: Profile, due: boolean): string {
  const n = undated(dropped);
  const [were, counts] = n === 1 ? ["was", "counts"] : ["were", "count"];
  const late = due ? ", and due_on is left empty there" : "";
  return `${counted(n, "ticket")} that ${were} dropped, by ${dropped.map((w) => quoted(w.word)).join(", ")} in ${quoted(status.header)}, ${counts} as unresolved${late}: to leave such tickets out, add ${dropped.length === 1 ? "the word" : "the words"} to "is" in "deleted"`;
}

/** A column that is called as a status is, with at least one word that a desk has for what is open or resolved. */
export function isStatus({header, top}: Profile): boolean {
  const plain = plainHeader(header);
  const names = headersOfColumn("status");
  return (
    [plain, plain.replace(/^\S+ /, ""), plain.replace(/ \S+$/, ""), ...header.split(".").map(plainHeader)].some(
      (h) => h === "status" || names.includes(h)
    ) && top.some((t) => ticketState(t.value) !== null)
  );
}
