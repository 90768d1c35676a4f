import {headersOfColumn, isPlanned} from "./lexicon/lexicon.ts";
import {plainHeader, plainWords} from "./lexicon/plain.ts";
import type {Profile} from "./profile.ts";
import {headersIn, type Proposal} from "./proposal.ts";
import {quoted} from "./question.ts";

/**
 * The first delivery may hold nothing that was answered or resolved yet. A column that is called exactly as such a day is read all the
 * same, as the other days of the export are written: left out, it would stay unread when it is filled.
 */
export function withEmptyDays(
  proposals: Proposal[],
  profiles: readonly Profile[],
  answers: ReadonlyMap<string, string>
): Proposal[] {
  const used = new Set(proposals.flatMap(headersIn));
  const empty = profiles.filter((p) => !p.filled && !p.failed && !used.has(p.header));
  const like = proposals.find((p) => p.column.kind === "day" && p.rule?.from && p.header !== null);
  return proposals.map((p) => {
    const {name, kind, required} = p.column;
    if (p.rule || kind !== "day" || required || !like || answers.has(name)) return p;
    const names = [plainWords(name), ...headersOfColumn(name)];
    const found = empty.find(
      ({header}) => names.includes(plainHeader(header)) && isPlanned(header) === (name === "expected_close_on")
    );
    if (!found) return p;
    const {date, locale} = like.rule!;
    const note = `${quoted(found.header)} is empty throughout this file: it is read as the days in ${quoted(like.header!)} are written`;
    const rule = {from: found.header, ...(date ? {date} : {}), ...(locale ? {locale} : {})};
    return {...p, rule, header: found.header, questions: [], notes: [note]};
  });
}
