import type {ColumnRule} from "../engine/mapping.ts";
import {convertedAmount} from "./converted.ts";
import {amountsByCurrency, currencyOfDeals} from "./amountCurrency.ts";
import {closedOn, isClosed} from "./closedOn.ts";
import {lookAtClosing, type Closing} from "./closing.ts";
import {dealNames} from "./dealNames.ts";
import type {DayOrder} from "./ruleParts.ts";
import type {Export} from "./export.ts";
import {statusOfFlags, withInactive} from "./flags.ts";
import {currencyHeader} from "../../read/transcribe/numberFormats.ts";
import {plainWords} from "./lexicon/plain.ts";
import {withOwnFormat} from "../engine/money.ts";
import {listOf} from "../engine/walk.ts";
import {estimatedAmount} from "./estimatedAmount.ts";
import {askOfOpenDeals} from "./notYet.ts";
import {areAmounts, areDays, type Profile} from "./profile.ts";
import type {Proposal} from "./proposal.ts";
import {refundedOf} from "./refunds.ts";
import {counted, quoted} from "./question.ts";

type Answers = ReadonlyMap<string, string>;

/** What the columns of a deal tell of each other: when it was closed, opened, what it was worth in which currency. */
export async function finishDeals(
  plain: Proposal[],
  found: Export,
  answers: Answers,
  order: DayOrder | null
): Promise<Proposal[]> {
  let proposals = plain;
  const of = (name: string) => proposals.find((p) => p.column.name === name)!;
  const put = (changed: Proposal) => (proposals = proposals.map((p) => (p.column.name === changed.column.name ? changed : p)));
  const profile = (header: string | null) => found.profiles.find((p) => p.header === header) ?? null;
  put(dealId(of("deal_id"), of, found.profiles, answers));
  put(answers.has("status") ? of("status") : statusOfFlags(of("status"), found.profiles, of("closed_on").header));
  put(withInactive(of("status"), found.profiles));
  const byFlags = of("status").rule?.cases !== undefined;
  const status = byFlags ? null : profile(of("status").header);
  const closing = status ? await lookAtClosing(found.db, status, found.profiles, answers, of("closed_on").header) : null;
  if (status && closing) put(withLooksOpen(of("status"), closing));
  put(closedOn(of("closed_on"), {closing, profile, answers, order, opened: of("opened_on").header}));
  if (byFlags && of("closed_on").rule) put({...of("closed_on"), rule: {...of("closed_on").rule, when: isClosed}});
  put(openedOn(of("opened_on"), of("registered_on"), of("closed_on"), answers));
  for (const name of ["customer_id", "opened_on"])
    put(await askOfOpenDeals(of(name), profile(of(name).header), status, {db: found.db, answers}));
  const converted = answers.has("amount") ? null : convertedAmount(found.profiles, of("amount"), of("currency"));
  if (converted) [converted.amount, converted.currency].forEach(put);
  const amount = profile(of("amount").header);
  if (amount) {
    const several = converted || answers.has("amount") ? null : await amountsByCurrency(found, of("amount"), of("currency"));
    if (several) [several.amount, several.currency].forEach(put);
    if (of("amount").rule?.empty === undefined) put(amountOf(of("amount"), amount, found.profiles));
    if (!converted && !several)
      put(
        currencyOfDeals(of("currency"), amount, {
          answers,
          reporting: found.reporting,
          shown: profile(currencyHeader(amount.header))
        })
      );
  }
  put(await refundedOf(of("refunded"), of("amount"), found.profiles, found.db));
  return proposals;
}

/** A report without ids: the name of a deal, its customer and its day of opening tell it from others. */
function dealId(id: Proposal, of: (name: string) => Proposal, profiles: Profile[], answers: Answers): Proposal {
  const named = profiles.find((p) => p.filled === p.records && dealNames.has(plainWords(p.header))) ?? firstNames(profiles, of);
  const others = [of("customer_id").header, of("opened_on").header].flatMap((h) => h ?? []);
  if (id.rule || !named || !id.questions.length) return id;
  const parts = [named.header, ...others];
  const option = `built from ${parts.join(" + ")}`;
  const questions = id.questions.map((q) => ({...q, options: [option, ...q.options], proposal: option}));
  return answers.get("deal_id") === option
    ? {...id, rule: {hashOf: parts}, header: named.header, questions: []}
    : {...id, questions};
}

/** Whatever it is called, the first column is the name of the deal where it names each record otherwise and nothing else is read from it. */
function firstNames([first]: Profile[], of: (name: string) => Proposal): Profile | undefined {
  if (!first || first.filled < first.records || first.distinct < first.records || areDays(first) || areAmounts(first)) return;
  return ["partner_id", "customer_id", "rep_id", "status"].some((c) => of(c).header === first.header) ? undefined : first;
}

/** A word that occurs only without a closing day means open. */
function withLooksOpen(status: Proposal, {looksOpen}: Closing): Proposal {
  const questions = status.questions.map((q) =>
    looksOpen.some((w) => q.id === `status: ${w}`)
      ? {...q, text: `${q.text.replace(/\?$/, "")}, none with a day of closing)?`.replace(/\), none/, ", none"), proposal: "open"}
      : q
  );
  return {...status, questions};
}

/** What a person may say to deals that were opened after they were closed. */
export const earliest = "the earlier of the two days";

/**
 * Where no column is the day of opening, the day of the registration is the earliest that is known. Deals that were moved from
 * another system were "created" on the day of the move: a person may say that the earlier of the two days counts.
 */
function openedOn(opened: Proposal, registered: Proposal, closed: Proposal, answers: Answers): Proposal {
  if (opened.rule && opened.header && closed.header && answers.get("opened_on: order") === earliest) {
    const {from: _, ...format} = opened.rule;
    const ways = [...new Set([opened.rule, closed.rule].flatMap((rule) => listOf(rule?.date ?? "iso")))];
    return {...opened, rule: {earliest: [opened.header, closed.header], ...format, ...(ways.length > 1 ? {date: ways} : {})}};
  }
  if (opened.rule || !registered.rule) return opened;
  return {
    ...opened,
    rule: registered.rule,
    header: registered.header,
    questions: [],
    notes: [`no column is the day that the deal was opened; the day of its registration, ${quoted(registered.header!)}, is taken`]
  };
}

/** Deals that aren't won yet may lack an amount: it is the estimated one where the export has it, else 0, until they are. */
function amountOf(amount: Proposal, profile: Profile, profiles: readonly Profile[]): Proposal {
  const empty = profile.records - profile.filled - profile.failed;
  if (!empty || !amount.rule) return amount;
  const estimated = estimatedAmount(profile, profiles);
  const zero = {constant: "0", when: {canonical: "status", not: "won"}};
  const rule: ColumnRule = {...amount.rule, empty: estimated ? [withOwnFormat(estimated.rule, amount.rule), zero] : zero};
  const counts = estimated ? `${quoted(estimated.header)} counts` : "it counts as 0";
  const notes = amount.notes.map((n) =>
    n.includes("they go to quarantine")
      ? `${quoted(profile.header)} is empty in ${counted(empty)} of ${profile.records}: ${counts} in deals that aren't won, and won ones go to quarantine (amount)`
      : n
  );
  return {...amount, rule, notes};
}
