import type {ColumnRule} from "../engine/mapping.ts";
import {inJavaScript, noCents} from "../engine/minus.ts";
import {scaleSaid} from "../engine/scale.ts";
import {affixParts, mayBeCredit} from "../engine/units.ts";
import {amountPatterns, type AmountStyle, type Profile} from "./profile.ts";
import {isFreeText} from "../../stage/freeText.ts";
import {counted, quoted, type Question} from "./question.ts";
import type {Format} from "./ruleParts.ts";

const styleRules: [AmountStyle, Partial<ColumnRule>][] = [
  ["plain", {}],
  ["comma", {thousands: ","}],
  ["lakh", {thousands: ","}],
  ["european", {decimal: ","}],
  ["spaced", {}]
];

/** How the amounts of a column are written; where one point may be either mark, a person is asked. */
export function amountRule(profile: Profile, name = "amount", answers: ReadonlyMap<string, string> = new Map()): Format {
  const {header, amounts, filled} = profile;
  const notes: string[] = [scaleSaid(header, name)].flatMap((n) => n ?? []);
  const unsigned = filled - amounts.negative;
  const {style, all} = styleOf(profile, unsigned);
  const {rule: affixes, notes: ofAffixes} = affixRule(profile);
  const rule: Partial<ColumnRule> = {...affixes, ...styleRules.find(([s]) => s === style)?.[1]};
  const pointed = style === "european" ? eitherMark(profile, `${name}: marks`, answers) : null;
  if (pointed?.decimals) return {rule: {...affixes, round: 2}, questions: [], notes: [...notes, ...ofAffixes]};
  if (style === "european" || style === "spaced") {
    const marks = thousandsOf(profile);
    if (marks.length) rule.thousands = marks;
  }
  const noisy = !all && amounts.noise > 0 && style === "plain" ? twoWays(profile, `${name}: marks`, answers) : null;
  if (noisy?.decimals) {
    rule.round = 2;
    notes.push(
      `${counted(amounts.noise, "amount")} of ${quoted(header)} ${amounts.noise === 1 ? "has" : "have"} more than two decimals; they are rounded`
    );
  } else if (!all)
    notes.push(
      `not every amount of ${quoted(header)} can be read${suchAs(unreadOf(profile, style))}; say how they are written, or those records go to quarantine`
    );
  if (amounts.negative) {
    rule.sign = "positive";
    notes.push(negativeNote(profile, name));
  }
  return {rule, questions: (pointed ?? noisy)?.questions ?? [], notes: [...notes, ...ofAffixes]};
}

/** What becomes of negative amounts, and that a triangle before one is taken for a minus. */
function negativeNote({header, amounts, top}: Profile, name: string): string {
  const one = amounts.negative === 1;
  const triangle = top.flatMap((t) => /^[^\d,.()-]*?([\u25b2\u25b3])/u.exec(t.value)?.[1] ?? [])[0];
  const becomes =
    name === "refunded"
      ? `${one ? "it counts" : "they count"} as refunded, without the sign`
      : `${one ? "it counts" : "they count"} as 0 in ${name}${name === "amount" ? ", and as refunded" : ""}`;
  const said = `${counted(amounts.negative, "amount")} of ${quoted(header)} ${one ? "is" : "are"} negative: ${becomes}`;
  return triangle ? `${said} (${quoted(triangle)} before an amount is read as a minus)` : said;
}

/**
 * The way of writing that reads all amounts, else the one that reads most: one odd cell is no reason to read none. Where marks contradict
 * each other in as many cells, it is none.
 */
function styleOf({amounts, top}: Profile, unsigned: number): {style: AmountStyle | null; all: boolean} {
  const whole = styleRules.find(([style]) => amounts[style] >= unsigned && unsigned > 0);
  if (whole) return {style: whole[0], all: true};
  const ofNegative = unsigned === 0 ? negativeStyle(top) : null;
  if (ofNegative) return {style: ofNegative, all: true};
  const counts = {...amounts, plain: amounts.plain + amounts.noise};
  const most = Math.max(...styleRules.map(([style]) => counts[style]));
  const best = styleRules.map(([style]) => style).filter((style) => counts[style] === most && most > 0);
  const clash = best.includes("european") && best.length > 1 && (best[0] !== "plain" || amounts.noise > 0);
  return {style: clash ? null : (best[0] ?? null), all: false};
}

/** How amounts are written that are all negative, as refunds in brackets: as they would be without the sign. */
const negativeStyle = (top: Profile["top"]): AmountStyle | null =>
  styleRules.find(([style]) => {
    const pattern = new RegExp(inJavaScript(amountPatterns[style]), "u");
    return top.length > 0 && top.every((t) => pattern.test(t.value.replace(/^[^\d.,]+|[^\d.,]+$/g, "")));
  })?.[0] ?? null;

interface Marks {
  /** Whether the point marks decimals. */
  decimals: boolean;
  questions: Question[];
}

/** One to three digits, a point and three more: 1200 or 1.2. */
const eitherWay = /^[1-9]\d{0,2}\.\d{3}$/;

const numbersIn = ({top}: Profile): string[] => top.map((t) => /\d[\d.,' ’\u00a0\u202f]*/u.exec(t.value)?.[0].trim() ?? "");

/** Of 1.200 and 950 nobody can tell whether the point marks thousands or decimals; one cell that can be read only one way tells. */
function eitherMark(profile: Profile, id: string, answers: ReadonlyMap<string, string>): Marks {
  const numbers = numbersIn(profile);
  const pointed = numbers.find((n) => eitherWay.test(n));
  if (!pointed || !numbers.every((n) => /^\d+$/.test(n) || eitherWay.test(n))) return {decimals: false, questions: []};
  return asked(profile, pointed, id, answers, true);
}

/**
 * Beside 1234.5 a 2.500 may still be 2500: a workbook has its numbers with a point, and beside them texts as somebody typed them. One
 * amount with more decimals, or with more digits before three of them, tells that they are decimals.
 */
function twoWays(profile: Profile, id: string, answers: ReadonlyMap<string, string>): Marks {
  const long = numbersIn(profile).filter((n) => /\.\d{3,}$/.test(n));
  if (!long.length || !long.every((n) => eitherWay.test(n))) return {decimals: true, questions: []};
  return asked(profile, long[0]!, id, answers, false);
}

function asked({header}: Profile, pointed: string, id: string, answers: ReadonlyMap<string, string>, proposes: boolean): Marks {
  const [thousands, decimals] = [pointed.replace(".", ""), String(Number(pointed))];
  const answer = answers.get(id);
  if (answer !== undefined) return {decimals: answer === decimals, questions: []};
  const mixed = proposes
    ? ""
    : ` Other amounts there have a point before one or two decimals. If it is ${thousands}, those records go to quarantine until all are written in one way`;
  const text = `Is ${quoted(pointed)} in ${quoted(header)} ${thousands} or ${decimals}?${mixed}`;
  return {decimals: false, questions: [{id, text, options: [thousands, decimals], proposal: proposes ? thousands : null}]};
}

/** What is at the amounts: currencies are taken off (the currency column keeps them), units multiply, the rest is doubtful. */
function affixRule({header, top, affixes: all}: Profile): {rule: Partial<ColumnRule>; notes: string[]} {
  const unclear = inIndia(all) ? [] : all.filter(mayBeCredit);
  const shares = all.filter((a) => /^[%‰]$/.test(a));
  const affixes = all.filter((a) => !unclear.includes(a) && !shares.includes(a));
  const isDash = (a: string) => /^[–—-]+$/.test(a);
  const dashes = [
    ...new Set([
      ...top.flatMap((t) => noCents.exec(t.value)?.[0].trim() ?? []),
      ...affixes.filter(isDash).flatMap((a) => [`.${a}`, `,${a}`])
    ])
  ];
  const parts = affixes.filter((a) => !isDash(a)).map((affix) => ({affix, ...affixParts(affix.replace(/^[–—-]+ */, ""))}));
  const unit = parts.filter((p) => p.unit);
  const currency = [...new Set(parts.flatMap((p) => p.currency ?? []))];
  const texts = parts.flatMap((p) => (p.other && isText(p.other, top) ? [p.other] : []));
  const others = parts.flatMap((p) => (p.other && !texts.includes(p.other) ? [p.other] : []));
  const plus = top.some((t) => t.value.startsWith("+")) ? ["+"] : [];
  const rule: Partial<ColumnRule> = {};
  if (others.length + dashes.length + plus.length) rule.strip = [...plus, ...currency, ...others, ...dashes];
  else if (currency.length) rule.strip = "currency";
  if (unit.length) rule.suffixes = Object.fromEntries(unit.map((u) => [u.unit!.word, u.unit!.factor]));
  const notes = [
    ...shares.map(
      (a) => `${quoted(a)} in ${quoted(header)} is a share and no amount: those records go to quarantine; is it another column?`
    ),
    ...unclear.map(
      (a) =>
        `${quoted(a)} at amounts of ${quoted(header)} may stand for credit, debit or crore (ten million): those records go to quarantine until the export writes a sign, or "suffixes" or "strip" says what it means`
    ),
    ...[...new Set(texts.map((t) => (isFreeText(t) ? "A text that is not shown" : quoted(t))))].map(
      (t) => `${t} in ${quoted(header)} is a text at few amounts: those records go to quarantine`
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

/** Whether what is at amounts is a text of several words that few cells have: the number in "see note 3" is no amount. */
const isText = (affix: string, top: Profile["top"]): boolean =>
  /\p{L}{2,}[\s.]+\p{L}{2,}/u.test(affix) && 2 * cellsIn(top.filter((t) => t.value.includes(affix))) <= cellsIn(top);

const cellsIn = (top: Profile["top"]): number => top.reduce((n, t) => n + t.count, 0);

/** Where lakhs, crores or rupees are written beside them, CR is crore. */
const inIndia = (affixes: readonly string[]): boolean => affixes.some((a) => /^(crores?|lakhs?|lacs?|rs|inr|₹)\.?$/i.test(a));

/** A value that the way of writing does not read; null where it is none of the most frequent. */
function unreadOf({top}: Profile, style: AmountStyle | null): string | null {
  const read = [style ?? "plain", "negative"].map((s) => new RegExp(inJavaScript(amountPatterns[s as AmountStyle]), "u"));
  return top.find((t) => !read.some((r) => r.test(t.value)))?.value ?? null;
}

const suchAs = (value: string | null): string => (value === null || isFreeText(value) ? "" : `, such as ${quoted(value)}`);

/** The marks between groups of three digits that occur; a space stands for all that look like it. */
function thousandsOf({top}: Profile): (" " | "." | "'")[] {
  const marks = top.flatMap((t) => [...t.value.matchAll(/\d([. '’\u00a0\u202f\u2007\u2009])(?=\d{3}(?!\d))/g)].map((m) => m[1]!));
  const alike = (mark: string) => (mark === "." ? "." : /['’]/.test(mark) ? "'" : " ");
  return [...new Set(marks.map(alike))];
}
