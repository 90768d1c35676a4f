import {HandshakeError} from "../../errors.ts";
import {askNobody, optionOf, settle, takeProposal, type Ask} from "./answers.ts";
import type {Draft} from "./draft.ts";
import type {Export} from "./export.ts";
import {none} from "./match.ts";
import type {Preview} from "./preview.ts";

export interface Asking {
  /** Answers by question. */
  answers?: ReadonlyMap<string, string>;
  /** Who is asked the others; nobody where this is absent. */
  ask?: (headers: string[]) => {ask: Ask; close?: () => void};
}

/** Answers that were given are checked against their questions; a typing error shall not pass for an answer. */
export async function asked(
  found: Export,
  headers: string[],
  {answers, ask}: Asking,
  look: (draft: Draft) => Promise<Preview>
): Promise<{draft: Draft; preview: Preview}> {
  const given = new Map(answers);
  const used = new Set<string>();
  const {ask: answering, close} = ask?.(headers) ?? {ask: askNobody};
  let accepted: Draft["accepted"] = [];
  const others: Ask = async (question) => {
    const answer = await answering(question);
    if (answering === takeProposal && answer !== null) accepted.push({question, answer});
    return answer;
  };
  const checked: Ask = async (question) => {
    const answer = given.get(question.id);
    if (answer === undefined) return others(question);
    used.add(question.id);
    const option = optionOf(question, answer, headers);
    if (option !== null) return option;
    throw new HandshakeError(`The answer to "${question.id}" is "${answer}", expected one of ${question.options.join(", ")}.`, {
      exitCode: 65
    });
  };
  try {
    let settled = await settle(found, new Map(), checked, look);
    const unknown = [...given.keys()].filter((id) => !used.has(id));
    if (unknown.length) {
      accepted = [];
      settled = await settle(found, forced(given, unknown, headers, found), others, look);
    }
    return {...settled, draft: {...settled.draft, accepted}};
  } finally {
    close?.();
  }
}

/** Answers to what was not asked overrule what was found, where they name a header or a word of the file; others are refused. */
function forced(given: Map<string, string>, ids: string[], headers: string[], found: Export): Map<string, string> {
  for (const id of ids) {
    const answer = given.get(id)!;
    const header = headers.find((h) => h.toLowerCase() === answer.toLowerCase());
    const word = /^\w+: (.*)$/s.exec(id)?.[1];
    const meant =
      word === undefined
        ? id === "table" || header !== undefined || answer === none || answer.startsWith("=")
        : found.profiles.some((p) => p.top.some((t) => t.value === word));
    if (!meant)
      throw new HandshakeError(
        `Nothing asks "${id}", and ${word === undefined ? `"${answer}" is no header` : `"${word}" is no word`} of the file. Leave it out, or correct it.`,
        {exitCode: 65}
      );
    if (header && word === undefined) given.set(id, header);
  }
  return given;
}
