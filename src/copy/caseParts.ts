import type {Sentence} from "../contract/index.js";
import {counted, money, percent} from "../shared/formats.js";
import {missingNote} from "./begins.js";
import type {Facts} from "./facts.js";
import type {CaseFacts} from "./caseFacts.js";
import {moneyUnknown, revenueName} from "./money.js";
import {gradeNames} from "./names.js";
import {customer as customerNamed, manager, nothing, say} from "./say.js";
import {signalName, signalNames, signalsOf} from "./signals.js";

/* What the texts of several kinds of cases share. */

export type Context = Pick<Facts, "about" | "settings">;

/** What a case says: what it is about, why it is raised, and who does what. */
export interface CaseText {
  about: Sentence;
  why: Sentence;
  todo: Sentence;
}

/** Writes the text of the cases of one kind. */
export type Teller = (row: CaseFacts, f: Context) => CaseText;

/** Who acts: the account manager, by name where one is recorded. */
export const ownerOf = (row: Pick<CaseFacts, "owner" | "about">): Sentence =>
  row.about !== "partner" ? ["Leadership"] : row.owner === null ? ["Account manager"] : manager(row.owner);

/** A customer by name. */
export const customer = (row: CaseFacts): Sentence =>
  row.customer === null ? ["an unnamed customer"] : customerNamed(row.customer_id, row.customer);
/** A customer that a case is about, told apart from partners: the same company may be both, with other figures. */
const namedCustomer = (row: CaseFacts): Sentence => {
  if (row.customer === null) return say`An unnamed customer`;
  // readers who may see no names
  if (row.customer === "a customer") return say`A customer`;
  return /^customer /i.test(row.customer) ? customer(row) : say`The customer ${customer(row)}`;
};
/** A group of companies without a name of its own is called by its largest one, never by its id. */
export const named = (row: CaseFacts): Sentence => {
  if (row.partner_id === null) return namedCustomer(row);
  const name = [{id: row.partner_id, name: row.partner ?? "an unnamed partner"}];
  return isOfGroup(row) ? say`${name} and ${othersOf(row)}` : name;
};
/** How many others of its group have the same signal. */
const othersOf = (row: CaseFacts): string => `${counted(row.partners - 1, "other")} of its group`;
/** Whether what the case is about names the others of its group that have the same signal. */
export const isOfGroup = (row: CaseFacts): boolean =>
  row.partners > 1 && (row.kind in paces || (row.kind === "concentration" && row.detail === "partner"));
/** The part of revenue: its own, or that of all that the case names. */
export const brings = (row: CaseFacts, f: Context): Sentence => {
  const [who, share] = isOfGroup(row) ? ["Together they bring", row.group_share] : ["It brings", row.share];
  return share && !moneyUnknown(f.about) ? say`${who} ${percent(share)} of ${revenueName(f.about)}.` : nothing;
};
/** Of a signal that others of the group have too: that they do, and what they bring together. */
export function alikeInGroup(row: CaseFacts, f: Context): Sentence {
  if (row.partners < 2 || isOfGroup(row)) return nothing;
  const together =
    row.group_share && !moneyUnknown(f.about)
      ? `; together they bring ${percent(row.group_share)} of ${revenueName(f.about)}`
      : "";
  return say`The same holds for ${othersOf(row)}${together}.`;
}
/** The size in money, in brackets. */
export const worth = (row: CaseFacts, f: Context) => (row.size ? ` (${money(row.size, f.about.currency)})` : "");
/** A grade by its name. */
export const gradeOf = (text: string): string => (gradeNames as Partial<Record<string, string>>)[text] ?? text;
/** A number of points of score. */
export const points = (n: number | null): string => counted(Math.round(n ?? 0), "point");

/** What a case that no longer meets its rule says of it: it is kept until it is clear, so that it doesn't come and go. */
export const closesOnceClear = (row: CaseFacts): Sentence =>
  row.met
    ? nothing
    : signalsOf(row).length > 1
      ? say`Now within the limit.`
      : say`Now within the limit; the case closes once it stays clearly within.`;
/** What to do about signals that a case may have beside its main one. */
export const actions: Partial<Record<string, string>> = {
  one_sided: "agree what each side brings before the next referral",
  over_served: "find what keeps coming back, and fix it or charge for it",
  we_return_fewer: "find a referral for them, and thank them for theirs",
  weak_score: "review the bad outcomes together, and prepare who else could deliver",
  wrong_lead: "agree who leads before the next deal is opened",
  formal_agreement: "propose an agreement",
  downgrade: "review the bad outcomes together before the next deal",
  conflict: "decide this week who leads, by the rules of engagement",
  no_contact: "call, and bring something of use",
  registration_overdue: "approve or reject it today"
};

/** What to do, as long as the rule is met; else about the first further signal that says what, which are all met. */
export function todoWhile(row: CaseFacts, {about}: Pick<Context, "about">, todo: string): Sentence {
  if (row.met) return say`${ownerOf(row)}: ${todo}.`;
  const further = signalsOf(row).slice(1);
  // a signal that may only be what was not delivered is none to act on
  const next = Object.keys(signalNames).find(
    (kind) => further.includes(kind) && actions[kind] !== undefined && !missingNote(kind, about)
  );
  return next === undefined
    ? say`${ownerOf(row)}: watch it until the case closes.`
    : say`${ownerOf(row)}: ${actions[next]!} (${signalName(next)}).`;
}
/** The verb of today, or of before where the rule no longer holds. */
export const tense = (row: CaseFacts, now: string, before: string): string => (row.met ? now : before);

/** What each test of pace counts. */
export const paces = {
  below_pace: {things: "referrals", from: "from", came: "received"},
  deals_below_pace: {things: "deals opened", from: "with", came: "opened"},
  wins_below_pace: {things: "deals won", from: "with", came: "won"}
};
