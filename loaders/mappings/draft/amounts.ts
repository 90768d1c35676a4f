import type {ColumnRule} from "../engine/mapping.ts";
import {affixParts, mayBeCredit} from "../engine/units.ts";
import type {AmountStyle, Profile} from "./profile.ts";
import {counted, quoted} from "./question.ts";
import type {Format} from "./ruleParts.ts";

const styleRules: [AmountStyle, Partial<ColumnRule>][] = [
  ["plain", {}],
  ["comma", {thousands: ","}],
  ["lakh", {thousands: ","}],
  ["european", {decimal: ","}],
  ["spaced", {}]
];

/** A header that says that its amounts are a thousandth, or a millionth, of what they stand for. */
const inThousands =
  /\b(?:in )?(?:thousands?|millions?|Tausend|Mio|Tsd|milliers|k€|T€|K\$|[kKT](?:EUR|USD|GBP)|M€|M\$)(?![\p{L}])|['’]000s?\b|\b000s\b/u;

/** How the amounts of a column are written. */
export function amountRule(profile: Profile): Format {
  const {header, amounts, filled, top} = profile;
  const notes: string[] = inThousands.test(header)
    ? [`${quoted(header)} seems to count in thousands or millions, and amounts are taken as they are: export them in full`]
    : [];
  const unsigned = filled - amounts.negative;
  const found = styleRules.find(([style]) => amounts[style] >= unsigned && unsigned > 0);
  const {rule: affixes, notes: ofAffixes} = affixRule(profile);
  const rule: Partial<ColumnRule> = {...affixes, ...found?.[1]};
  if (found?.[0] === "european" || found?.[0] === "spaced") {
    const marks = thousandsOf(profile);
    if (marks.length) rule.thousands = marks;
  }
  if (!found && amounts.noise) {
    rule.round = 2;
    notes.push(`${counted(amounts.noise, "amount")} of ${quoted(header)} have more than two decimals; they are rounded`);
  } else if (!found)
    notes.push(
      `not every amount of ${quoted(header)} can be read, such as ${quoted(unreadOf(profile))}; say how they are written, or those records go to quarantine`
    );
  if (amounts.plain === filled && amounts.european === filled && top.some((t) => /^\d{1,3}\.\d{3}$/.test(t.value)))
    notes.push(`is the point in ${quoted(header)} a decimal mark?`);
  if (amounts.negative) {
    rule.sign = "positive";
    notes.push(
      `${counted(amounts.negative, "amount")} of ${quoted(header)} ${amounts.negative === 1 ? "is" : "are"} negative: it counts as 0 in amount, and as refunded`
    );
  }
  return {rule, questions: [], notes: [...notes, ...ofAffixes]};
}

/** What is at the amounts: currencies are taken off (the currency column keeps them), units multiply, the rest is doubtful. */
function affixRule({header, affixes: all}: Profile): {rule: Partial<ColumnRule>; notes: string[]} {
  const unclear = inIndia(all) ? [] : all.filter(mayBeCredit);
  const affixes = all.filter((a) => !unclear.includes(a));
  const isDash = (a: string) => /^[–—-]+$/.test(a);
  const dashes = affixes.filter(isDash).flatMap((a) => [`.${a}`, `,${a}`]);
  const parts = affixes.filter((a) => !isDash(a)).map((affix) => ({affix, ...affixParts(affix)}));
  const unit = parts.filter((p) => p.unit);
  const currency = [...new Set(parts.flatMap((p) => p.currency ?? []))];
  const others = parts.flatMap((p) => p.other ?? []);
  const rule: Partial<ColumnRule> = {};
  if (others.length + dashes.length) rule.strip = [...currency, ...others, ...dashes];
  else if (currency.length) rule.strip = "currency";
  if (unit.length) rule.suffixes = Object.fromEntries(unit.map((u) => [u.unit!.word, u.unit!.factor]));
  const notes = [
    ...unclear.map(
      (a) =>
        `${quoted(a)} at amounts of ${quoted(header)} may stand for credit, debit or crore (ten million): those records go to quarantine until the export writes a sign, or "suffixes" or "strip" says what it means`
    ),
    ...(unit.length
      ? [
          `${unit.map((u) => quoted(u.affix)).join(", ")} at amounts of ${quoted(header)} multiplies them: is it as "suffixes" says?`
        ]
      : []),
    ...(others.length
      ? [`${others.map(quoted).join(", ")} at amounts of ${quoted(header)} is taken off: does it change what they are worth?`]
      : [])
  ];
  return {rule, notes};
}

/** Where lakhs, crores or rupees are written beside them, CR is crore. */
const inIndia = (affixes: readonly string[]): boolean => affixes.some((a) => /^(crores?|lakhs?|lacs?|rs|inr|₹)\.?$/i.test(a));

function unreadOf({top}: Profile): string {
  return (top.find((t) => !/^[^\d]*\d+(\.\d{1,2})?$/.test(t.value)) ?? top[0]!).value;
}

/** The marks between groups of three digits that occur; a space stands for all that look like it. */
function thousandsOf({top}: Profile): (" " | "." | "'")[] {
  const marks = top.flatMap((t) => [...t.value.matchAll(/\d([. '’\u00a0\u202f])(?=\d{3}(?!\d))/g)].map((m) => m[1]!));
  const alike = (mark: string) => (mark === "." ? "." : /['’]/.test(mark) ? "'" : " ");
  return [...new Set(marks.map(alike))];
}
