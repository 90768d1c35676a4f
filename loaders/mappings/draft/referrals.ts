import type {Export} from "./export.ts";
import {plainWords} from "./lexicon/plain.ts";
import type {Proposal} from "./proposal.ts";
import {quoted} from "./question.ts";

/** Words by which a file's name says that we gave its referrals, or received them. */
const givenWord =
  /(^| )(sent|given|outbound|outgoing|out|to partners?|gesendet\w*|gegeben\w*|ausgehend\w*|envoyee?s?|donnee?s?|sortante?s?|enviad[oa]s|salientes?|inviat[eio]|uitgaande?|verzonden|gegeven)( |$)/;
const receivedWord =
  /(^| )(received|inbound|incoming|from partners?|erhalten\w*|eingehend\w*|recue?s?|entrante?s?|recibid[oa]s?|recebid[oa]s?|ricevut[aeio]|ontvangen|inkomende?)( |$)/;

/** Headers that speak of sending, or of the partner's answer: whose they are depends on who wrote the list. */
const mayBeGiven =
  /(^| )(sent$|sent (on|at|to|date)|date sent|(referred|passed|handed|introduced|given) to|partner s? ?(response|answer|decision|reply)|receiving partner|gesendet$|gesendet (am|an)|weitergegeben an|envoyee?$|envoyee? (le|a)|transmise? (le|a)|enviad[oa]$|enviad[oa] (el|a|para|em)|inviat[oa]$|inviat[oa] (il|a)|verzonden$|verzonden (op|aan))( |$)/;

/**
 * Without a column for it, a list of referrals is nearly always of those received: not where the file's name says that we gave them, and
 * not unasked where its headers speak of sending.
 */
export function finishReferrals(proposals: Proposal[], {file, profiles}: Pick<Export, "file" | "profiles">): Proposal[] {
  const name = plainWords(file);
  const [given, received] = [givenWord.test(name), receivedWord.test(name)];
  const speaking = profiles.filter((p) => mayBeGiven.test(plainWords(p.header))).map((p) => quoted(p.header));
  const why = given
    ? `the file's name speaks of ${received ? "both" : "referrals that were given"}`
    : !received && speaking.length
      ? `${speaking.slice(0, 3).join(", ")} may be of referrals that were given`
      : null;
  if (why === null) return proposals;
  const proposal = given && !received ? "=given" : null;
  return proposals.map((p) =>
    p.column.name !== "direction" || p.rule
      ? p
      : {...p, questions: p.questions.map((q) => ({...q, text: `${q.text}; ${why}`, proposal}))}
  );
}
