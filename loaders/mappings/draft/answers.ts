import {existsSync} from "node:fs";
import {createInterface} from "node:readline/promises";
import {HandshakeError} from "../../errors.ts";
import {otherKind} from "../../files.ts";
import {writtenText} from "../../written.ts";
import {earliest} from "./deals.ts";
import {draftOf, type Draft} from "./draft.ts";
import type {Export} from "./export.ts";
import {none} from "./match.ts";
import type {Preview} from "./preview.ts";
import {counted, quoted, type Question} from "./question.ts";

/** Gives an answer to a question, or null to leave it open. */
export type Ask = (question: Question) => Promise<string | null>;

/** Asks what is open, one question after the other, as each answer may close others; what stays open is not asked twice. */
export async function settle(
  found: Export,
  given: ReadonlyMap<string, string>,
  ask: Ask,
  look: (draft: Draft) => Promise<Preview>
): Promise<{draft: Draft; preview: Preview}> {
  const answers = new Map(given);
  const left = new Set<string>();
  for (;;) {
    let draft = await draftOf(found, answers);
    let preview: Preview | null = null;
    if (draft.questions.every((q) => left.has(q.id))) {
      preview = await look(draft);
      draft = withOrder(draft, preview, answers);
    }
    const next = draft.questions.find((q) => !left.has(q.id));
    if (!next) return {draft, preview: preview!};
    const answer = await ask(next);
    if (answer === null) left.add(next.id);
    else answers.set(next.id, answer);
  }
}

/** Asks about deals that were closed before they were opened, which only the records tell. */
function withOrder(draft: Draft, preview: Preview, answers: ReadonlyMap<string, string>): Draft {
  const late = preview.rejected.find((r) => r.reason === "date_order")?.n ?? 0;
  const id = "opened_on: order";
  const opened = draft.proposals.find((p) => p.column.name === "opened_on");
  const closed = draft.proposals.find((p) => p.column.name === "closed_on");
  if (!late || !opened?.header || !closed?.header || answers.has(id)) return draft;
  const question: Question = {
    id,
    text: `${counted(late, "deal")} ${late === 1 ? "was" : "were"} closed before ${late === 1 ? "it was" : "they were"} opened (${quoted(closed.header)} before ${quoted(opened.header)}), as after a move from another system. Which day was it opened?`,
    options: [earliest, "as it is"],
    proposal: earliest
  };
  const proposals = draft.proposals.map((p) => (p === opened ? {...p, questions: [...p.questions, question]} : p));
  return {...draft, proposals, questions: [...draft.questions, question]};
}

/** Takes what is proposed; a question without a proposal stays open. */
export const takeProposal: Ask = (question) => Promise.resolve(question.proposal);

/** Asks nobody: every question stays open. */
export const askNobody: Ask = () => Promise.resolve(null);

/**
 * Answers by the id of their question, from a JSON file such as {"partner_id": "Channel partner", "status: Closing": "open"}.
 * @throws HandshakeError 66 where there is no such file, 65 where it holds something else
 */
export function readAnswers(file: string): Map<string, string> {
  const other = otherKind(file, "file");
  if (other !== null) throw new HandshakeError(`${other} Name a JSON file with --answers.`, {exitCode: 66});
  if (!existsSync(file)) throw new HandshakeError(`There is no file ${file}. Name a JSON file with --answers.`, {exitCode: 66});
  let found: unknown;
  try {
    found = JSON.parse(writtenText(file));
  } catch (error) {
    if (error instanceof HandshakeError) throw error;
    throw new HandshakeError(`${file} is not JSON: ${(error as Error).message}`, {exitCode: 65, cause: error});
  }
  const entries = typeof found === "object" && found !== null && !Array.isArray(found) ? Object.entries(found) : null;
  if (!entries || entries.some(([, v]) => typeof v !== "string"))
    throw new HandshakeError(
      `${file} must hold one object of texts, such as {"partner_id": "Channel partner", "status: Closing": "open"}.`,
      {exitCode: 65}
    );
  return new Map(entries as [string, string][]);
}

/**
 * The option that an answer means: its number, or its text without regard to case.
 * @param headers besides the options, a column may be filled from any header of the file
 * @returns null where it is none
 */
export function optionOf(question: Question, answer: string, headers: readonly string[]): string | null {
  const text = answer.trim();
  const byNumber = /^\d+$/.test(text) ? question.options[Number(text) - 1] : undefined;
  const all = [...question.options, none, ...(question.id.includes(":") || question.id === "table" ? [] : headers)];
  return all.find((o) => o.toLowerCase() === text.toLowerCase()) ?? byNumber ?? null;
}

/**
 * Asks in a terminal: the options are numbered, Return takes the proposal, "?" leaves the question open.
 * @returns what asks, and what closes it
 */
export function terminalAsk(
  headers: readonly string[],
  input: NodeJS.ReadableStream,
  output: NodeJS.WritableStream
): {ask: Ask; close: () => void} {
  const lines = createInterface({input, output});
  let closed = false;
  lines.once("close", () => (closed = true));
  const ask: Ask = async (question) => {
    const options = question.options.map((o, i) => `  ${i + 1} ${o}`).join("\n");
    const hint = question.proposal === null ? '"?" to leave it open' : `Return for ${question.proposal}`;
    output.write(`\n${question.text}\n${options}\n`);
    while (!closed) {
      const answer = await lines.question(`Number or name (${hint}): `).catch(() => "?");
      if (answer.trim() === "?" || (!answer.trim() && question.proposal === null)) return null;
      if (!answer.trim()) return question.proposal;
      const option = optionOf(question, answer, headers);
      if (option !== null) return option;
      output.write(`"${answer.trim()}" is none of these.\n`);
    }
    return null;
  };
  return {ask, close: () => lines.close()};
}
