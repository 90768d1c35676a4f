import {literal} from "../../engines/duckdb.ts";
import {saysCurrency} from "../../stage/otherCurrency.ts";
import type {Export} from "./export.ts";
import {plainWords} from "./lexicon/plain.ts";
import type {Proposal} from "./proposal.ts";
import {counted, quoted} from "./question.ts";

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

/**
 * A value counts in the reporting currency: where a column beside it says the currency of each, those in others are left empty. Where it is
 * empty beside a value nothing is known, and the run tells.
 */
export async function withOwnCurrency(
  proposals: Proposal[],
  {db, profiles, reporting}: Pick<Export, "db" | "profiles" | "reporting">
): Promise<Proposal[]> {
  const value = proposals.find((p) => p.column.name === "value" && p.rule?.from !== undefined);
  const amount = profiles.find((p) => p.header === value?.header);
  const currency = profiles.find((p) => saysCurrency.test(p.header) && p.top.every((t) => /^[A-Z]{3}$/i.test(t.value)));
  if (!value || !amount || !currency?.filled || reporting === null || value.rule!.when) return proposals;
  const [row] = await db.rows<{unsaid: string; others: string}>(
    `select count(*) filter (${currency.cell} is null) as unsaid, count(*) filter (upper(${currency.cell}) <> ${literal(reporting)}) as others
     from raw where ${amount.cell} is not null`
  );
  if (row!.unsaid !== "0") return proposals;
  const others = Number(row!.others);
  const left = others === 1 ? "its value is" : "their values are";
  const notes = others
    ? [
        `it counts in ${reporting}; ${quoted(currency.header)} says another currency in ${counted(others, "record")}: ${left} left empty`
      ]
    : [];
  const own = {...value.rule, when: {column: currency.header, is: reporting}};
  return proposals.map((p) => (p === value ? {...p, rule: own, notes: [...p.notes, ...notes]} : p));
}
