import type {Column} from "../../tables/columns.ts";
import {meaningOf} from "./lexicon/lexicon.ts";
import {areDays, type Profile} from "./profile.ts";
import {headersIn, type Proposal} from "./proposal.ts";
import {quoted} from "./question.ts";

/**
 * What lists nearly always leave unsaid (a desk resolves its own tickets, referrals are those received) is not taken unasked where a column
 * that nothing reads has words for both sides, whatever it is called.
 */
export function withSides(proposals: Proposal[], profiles: readonly Profile[]): Proposal[] {
  const used = new Set(proposals.flatMap(headersIn));
  const free = profiles.filter((p) => !used.has(p.header) && p.filled && !areDays(p));
  return proposals.map((p) => {
    const [said] = p.rule === null && p.column.kind === "category" && p.questions.length ? free.filter(saysBoth(p.column)) : [];
    if (!said) return p;
    const questions = p.questions.map((q) => ({...q, text: `${q.text}; ${quoted(said.header)} may be it`, proposal: null}));
    return {...p, questions};
  });
}

/** Whether all words of a column translate, and not all to the same. */
const saysBoth =
  ({values}: Column) =>
  ({header, top, distinct}: Profile): boolean => {
    const meanings = top.map((t) => meaningOf(t.value, values!, header));
    return distinct === top.length && !meanings.includes(null) && new Set(meanings).size > 1;
  };
