import type {CanonicalTable} from "../../tables/columns.ts";
import type {Export} from "./export.ts";
import {plainWords} from "./lexicon/plain.ts";
import {saysYes} from "./lexicon/yesNo.ts";
import {areAmounts, areDays, type Profile} from "./profile.ts";
import type {Proposal} from "./proposal.ts";
import {counted, quoted} from "./question.ts";
import {otherAmounts} from "./soldAmount.ts";

/* Columns that nothing reads and that a figure would be another with: tests among the records, further amounts, further refunds. */

const tests =
  /^(((is|ist|es|est) )?(a )?(test|demo|dummy|sandbox)( (record|deal|opportunity|account|data|flag|ticket|referral|lead))?|testdatensatz|testdaten)( c)?$/;
const sold =
  /\b(arr|mrr|acv|tcv|amount|revenue|value|total|price|bookings?|umsatz|betrag|(auftrags|vertrags)?wert|montant|importe|valor|importo|bedrag)\b|金額/;
const refunds =
  /\b(refund(s|ed)?|credit (notes?|memos?)|credited|credits|charge ?backs?|claw ?backs?|ruckerstattung(en)?|gutschrift(en)?|avoirs?|rembourse\w*|reembols\w*|rimbors\w*|terugbetal\w*)\b|返金/;

/** A flag of tests is filtered by nobody unasked: what it marks counts as any record, until the mapping says otherwise. */
function testNotes(unread: readonly Profile[]): string[] {
  const isFlag = ({header, top}: Profile) =>
    tests.test(plainWords(header)) && top.length > 0 && top.length <= 4 && top.every((t) => saysYes(t.value) !== null);
  return unread.filter(isFlag).map(({header, top}) => {
    const yes = top.filter((t) => saysYes(t.value));
    const n = yes.reduce((sum, t) => sum + t.count, 0);
    const words = yes.length ? yes.map((t) => t.value) : ["true"];
    return `${quoted(header)} says yes in ${n ? counted(n, "record") : "no record of this file"}, and nothing reads it: tests count like all others. To leave them out, write when: {column: ${quoted(header)}, not: [${words.map(quoted).join(", ")}]}`;
  });
}

/** Of several amounts one is taken: a person knows which one the company reports. */
async function amountNotes(amount: Profile, unread: readonly Profile[], {db}: Pick<Export, "db">): Promise<string[]> {
  const isAmount = (p: Profile) => {
    const words = plainWords(p.header);
    return areAmounts(p) && !areDays(p) && sold.test(words) && !otherAmounts.test(words) && !refunds.test(words);
  };
  const others: Profile[] = [];
  for (const other of unread.filter(isAmount)) {
    const [row] = await db.rows<{n: string}>(
      `select count(*) as n from raw where ${other.cell} is not null and ${other.cell} is distinct from ${amount.cell}`
    );
    if (Number(row!.n)) others.push(other);
  }
  if (!others.length) return [];
  const several = others.length > 1;
  const names = others.map((p) => quoted(p.header)).join(", ");
  return [
    `${quoted(amount.header)} is read as the amount; ${names} ${several ? "are amounts too, which are" : "is an amount too, which is"} not read. Read the one that you report as revenue of a deal`
  ];
}

/** A second column of refunds, as one for each currency, would leave what it tells in the revenue. */
function refundNotes(read: string | null, unread: readonly Profile[]): string[] {
  const isRefund = (p: Profile) =>
    refunds.test(plainWords(p.header)) && areAmounts(p) && !areDays(p) && p.top.some((t) => /[1-9]/.test(t.value));
  return unread
    .filter(isRefund)
    .map(
      ({header, filled}) =>
        `${quoted(header)} tells of refunds in ${counted(filled, "record")}, and ${read === null ? "nothing reads it" : `only ${quoted(read)} is read`}: what it says stays in the revenue. Export one column of refunds, in the currency of the amount`
    );
}

/** What there is to say of columns of an export that nothing reads. */
export async function unreadNotes(
  {name}: CanonicalTable,
  proposals: readonly Proposal[],
  unused: readonly string[],
  {db, profiles}: Pick<Export, "db" | "profiles">
): Promise<string[]> {
  const unread = profiles.filter((p) => unused.includes(p.header) && p.filled > 0);
  const headerOf = (column: string) => proposals.find((p) => p.column.name === column && p.rule)?.header ?? null;
  const amount = profiles.find((p) => p.header === headerOf("amount"));
  if (name !== "deals") return testNotes(unread);
  const refunded = headerOf("refunded");
  return [
    ...testNotes(unread),
    ...(amount ? await amountNotes(amount, unread, {db}) : []),
    ...refundNotes(refunded === amount?.header ? null : refunded, unread)
  ];
}
