import path from "node:path";
import {acceptedOf, doubtsOf, type Draft} from "./draft.ts";
import {previewText, type Preview} from "./preview.ts";
import {counted, quoted} from "./question.ts";
import {isPlainName} from "../../receive/names.ts";

/** What a person is told of a written draft. */
export function summary(
  written: string,
  {name: source, finished, misread}: {name: string; finished: boolean; misread: boolean},
  draft: Draft,
  preview: Preview
): string {
  const filled = draft.proposals.filter((p) => p.rule).length;
  const accepted = acceptedOf(draft);
  const doubts = doubtsOf(draft).filter((d) => !accepted.includes(d));
  const list = doubts.map((d) => `  ${d}`).join("\n");
  const open = doubts.length
    ? `${doubts.length === 1 ? "One point" : `${doubts.length} points`} to settle or to know, as DOUBT in the file:\n${list}`
    : `Nothing ${accepted.length ? "else " : ""}is doubtful. Read it through all the same.`;
  const notRead = unread(draft.unused);
  const guesses = accepted.length
    ? `\n\nAccepted without asking, as DOUBT in the file; check each, and correct the file where one is wrong:\n${accepted.map((a) => `  ${a}`).join("\n")}`
    : "";
  const name = path.basename(written).replace(".draft.ts", ".ts");
  // drops take no other names
  const renamed = isPlainName(source) ? "" : `rename ${quoted(source)}, with letters, digits, ".", "_" and "-" only, then `;
  const next = finished
    ? `It is in use from now on. Next: ${renamed}npx handshake check`
    : misread
      ? `It is not in use: ${misreadText(preview)}. Correct that in the draft or in the export, then rename it to ${name}. Next: npx handshake check`
      : `Nothing reads it yet. Settle the points, then rename it to ${name}. Next: npx handshake check`;
  return `Wrote ${written}: ${draft.table.name}, with ${filled} of the ${draft.proposals.length} columns that this table can have.\n${open}${notRead}\n\n${previewText(preview)}${guesses}\n\n${next}`;
}

function misreadText({accepted, rejected, refused}: Preview): string {
  if (refused !== null) return "the file would be refused";
  const all = accepted + rejected.reduce((n, r) => n + r.n, 0);
  return `${counted(all - accepted)} of ${all.toLocaleString("en")} would be rejected`;
}

const mostNamed = 12;

/** What no rule reads is no doubt of its own: one of them may be what a person misses. */
function unread(headers: readonly string[]): string {
  if (!headers.length) return "";
  const more = headers.length - mostNamed;
  const names = [...headers.slice(0, mostNamed).map(quoted), ...(more > 0 ? [`${more} more`] : [])];
  return `\nNot read: ${names.join(", ")}. ${headers.length === 1 ? "If it is" : "If one of them is"} a column of docs/tables.md, name it in the file or with --answers.`;
}
