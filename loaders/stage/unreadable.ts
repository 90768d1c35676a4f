import {monthLanguages, orderOf, type MonthLanguage} from "../mappings/engine/dateFormats.ts";
import {monthOf} from "../mappings/engine/months.ts";
import {weekdayIn} from "../mappings/engine/weekdays.ts";
import {usualNulls} from "../mappings/engine/nothing.ts";
import {mayBeCredit} from "../mappings/engine/units.ts";
import {remedyFor} from "./reasons.ts";
import {currencyIn, dateFormatsBeside, dateSuggestion, moneySuggestion, zoneIn} from "./suggestions.ts";
import {hiddenText} from "./freeText.ts";
import {noId} from "./noId.ts";
import {inFile, nameOf, values, type Failing, type Sentences} from "./failing.ts";
import type {Column} from "../tables/columns.ts";
import {listOf, withFallbacks} from "../mappings/engine/walk.ts";

/** What is wrong with a value that can't be read as its column is typed: a day, an amount, a currency, a word of a list, an id. */
export function unreadable(f: Failing, column: Column): Sentences {
  const first = f.found.find((v) => v.value !== null && v.value !== hiddenText)?.value ?? null;
  const is = f.found.every((v) => v.value === null) ? `${nameOf(f)} can't be read` : `${nameOf(f)} is ${values(f)}`;
  if (first === null && f.found.some((v) => v.value === hiddenText)) return {what: `${is}.`, edit: hiddenEdit(f, column)};
  switch (column.kind) {
    case "day":
    case "instant":
      return {what: `${is}, expected ${formatsOf(f)}.`, edit: dateEdit(f, first)};
    case "money":
      if (f.reason === "amount_range") return {what: `${is}, above amount_max.`, edit: remedyFor("amount_range")};
      return {what: `${is}, expected ${amountOf(f)}.`, edit: moneyEdit(f, first)};
    case "category":
      return categoryEdit(f, column, is);
    case "currency":
      return {what: `${is}, expected three letters of ISO 4217 such as EUR.`, edit: currencyEdit(f, first)};
    case "id":
      return noId(f, column, is, first);
    default:
      return {what: `${is}, expected ${column.about}.`, edit: remedyFor(column.name)};
  }
}

const hiddenEdit = ({mapping}: Failing, {name}: Column): string =>
  `Correct it at its source, or list the text in nulls on ${name} in ${mapping?.file ?? "a mapping"} if it stands for nothing.`;

const formatsOf = ({rule}: Failing): string => {
  const formats = rule ? withFallbacks(rule).flatMap((r) => (r.date === undefined ? [] : listOf(r.date))) : [];
  const unique = [...new Set(formats)].map((x) => (x.toLowerCase() === "iso" ? "YYYY-MM-DD" : x));
  return unique.length ? unique.join(" or ") : "YYYY-MM-DD";
};

function dateEdit(f: Failing, first: string | null): string {
  const zones = f.found.flatMap(({value}) => zoneIn(value ?? "") ?? []);
  if (zones.length) {
    const listed = (texts: string[]) => [...new Set(texts)];
    const strip = `strip: ${JSON.stringify(listed(zones.map((z) => z.written))).replaceAll(",", ", ")}`;
    const hasFormat = f.rule && withFallbacks(f.rule).some((r) => r.date !== undefined);
    const date = hasFormat || /^\d{4}-\d{2}-\d{2}/.test(zones[0]!.rest) ? null : dateSuggestion(zones[0]!.rest);
    return `${listed(zones.map((z) => z.letters)).join(", ")}: a zone in letters is no offset, since several share them. Export with an offset such as +01:00. ${inFile(f, date ? `${strip}, ${date}` : strip).replace(/\.$/, "")} to take the days as they are written.`;
  }
  const key = first === null ? null : dateSuggestion(first);
  const impossible = first === null ? null : impossibleDay(first);
  if (impossible) return impossible;
  const weekday = first === null ? null : otherWeekday(first, f);
  if (weekday) return weekday;
  const list = datesBeside(f);
  if (list) return inFile(f, list);
  if (key) return inFile(f, key);
  if (first !== null && /^[-?./]+$|^(tbd|tbc|n\/?a|none|null|unknown)$|^0{2,4}[-./]0/i.test(first))
    return inFile(f, `nulls: [${JSON.stringify(first)}]`);
  return inFile(f, "date: (how these days are written; see loaders/mappings/README.md)");
}

/** Where other records are read, or the days are written in several ways, one format in place of another would move the fault. */
function datesBeside(f: Failing): string | null {
  const found = f.found.flatMap(({value}) => (value === null || value === hiddenText ? [] : [value]));
  const rules = f.rule ? withFallbacks(f.rule).filter((r) => r.from !== undefined) : [];
  if (!f.mapping || rules.length !== 1 || !found.length || found.some((text) => impossibleDay(text) !== null)) return null;
  const formats = rules[0]!.date === undefined ? ["iso"] : listOf(rules[0]!.date);
  const list = dateFormatsBeside(f.beside ? formats : [], found);
  return list && list.length > 1 ? `date: [${list.map((x) => JSON.stringify(x)).join(", ")}]` : null;
}

/** What is written as a day is and is none: no format would read it. */
function impossibleDay(text: string): string | null {
  const [, named] = /^\d{1,2}[./ -]+(\p{L}{3,9})\.?$/u.exec(text.trim()) ?? [];
  if ((named && monthOf(named.toLowerCase(), [...monthLanguages]) !== null) || /^\d{1,2}\.\d{1,2}\.$/.test(text.trim()))
    return "It has no year, and none is guessed: export it with its year.";
  if (/^(Q[1-4]|[1-4]Q)[ ./'-]*(\d{2}|\d{4})$|^\d{4}[ ./-]*Q[1-4]$/i.test(text.trim()))
    return "A quarter is no day: export the day, or at least the month.";
  const [, year, month, day, hour = "0"] = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):\d{2}.*)?$/.exec(text.trim()) ?? [];
  if (year === undefined) return null;
  const last = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  if (Number(month) < 1 || Number(month) > 12 || Number(day) < 1 || Number(day) > last || Number(hour) > 23)
    return "There is no such day or time: correct it at its source.";
  return Number(year) < 2000 || Number(year) > 2100 ? "Days are read from 2000 to 2100: correct it at its source." : null;
}

const amountOf = ({rule}: Failing): string => {
  const {thousands, decimal} = rule ?? {};
  const mark = thousands ? listOf<string>(thousands)[0]! : "";
  return `an amount such as 1${mark}234${decimal ?? "."}56`;
};

/** A day that is read, but is not on the weekday that is written at it: one of the two is wrong. */
function otherWeekday(text: string, {rule}: Failing): string | null {
  if (!rule) return null;
  const rules = withFallbacks(rule).filter((r) => r.date !== undefined);
  const languages = rules.flatMap((r) => (r.locale ? listOf(r.locale) : []));
  const said = weekdayIn(text, languages);
  const order = rules.flatMap((r) => listOf(r.date!)).flatMap((d) => orderOf(d) ?? [])[0] ?? null;
  const day = said && dayOf(said.rest, order, languages);
  if (!day || said.days.includes((day.getUTCDay() + 6) % 7)) return null;
  const weekday = new Intl.DateTimeFormat("en", {weekday: "long", timeZone: "UTC"}).format(day);
  return `${day.toISOString().slice(0, 10)} is a ${weekday}, not ${JSON.stringify(said.name)}: correct the day or its weekday at its source.`;
}

function dayOf(text: string, order: "dmy" | "mdy" | null, languages: MonthLanguage[]): Date | null {
  const numbers = [...text.matchAll(/\d+/g)].map((m) => Number(m[0]));
  const month = [...text.matchAll(/\p{L}{3,}/gu)].map((m) => monthOf(m[0], ["en", ...languages])).find((m) => m !== null);
  const [a, b, c] = numbers as [number, number?, number?];
  if (month) return b === undefined ? null : new Date(Date.UTC(Math.max(a, b), month - 1, Math.min(a, b)));
  if (b === undefined || c === undefined) return null;
  if (a > 999) return new Date(Date.UTC(a, b - 1, c));
  return order && new Date(Date.UTC(c, (order === "dmy" ? b : a) - 1, order === "dmy" ? a : b));
}

function moneyEdit(f: Failing, first: string | null): string {
  if (first !== null && /%\s*$/.test(first)) return "A percentage is no amount: map another column, or fix the export.";
  if (first !== null && /^\d+(?:\.\d+)?(?:e[+-]?|E)\d+$/.test(first.trim()))
    return "No amount has an exponent, in JSON neither: write the number in full where it is exported.";
  if (first !== null && /^\d+(?:[.,]\d+)?E\+?\d+$/i.test(first.trim()))
    return "A spreadsheet has rounded it to an exponent: format the column as a number and save it again, or export it from its source.";
  if (first !== null && /^[.,]\d+$/.test(first.trim()))
    return `No amount begins with its decimal mark: write 0${first.trim()} at its source.`;
  if (first !== null && f.rule?.nulls?.includes(first))
    return "It stands for nothing, and a won deal needs an amount: fill it at its source.";
  if (first !== null && usualNulls.includes(first.trim().toLowerCase())) return inFile(f, `nulls: [${JSON.stringify(first)}]`);
  if (first !== null && !/\p{Nd}/u.test(first)) return withoutNumber(f, first);
  const credit = /\d\s*(\p{L}+\.?)$/u.exec(first ?? "")?.[1];
  if (credit && mayBeCredit(credit))
    return `${credit} may stand for credit or debit: export amounts with a sign, or ${inFile(
      f,
      `strip: [${JSON.stringify(credit)}]`
    )
      .replace(/^Set/, "set")
      .replace(/^Fix the export, or /, "")}`;
  const key = first === null ? null : moneySuggestion(first);
  const marks = first === null ? null : otherMarks(f, first, key ?? "");
  if (marks) return marks;
  if (!key) return inFile(f, "strip, thousands, decimal or suffixes");
  const token = currencyIn(first!);
  const also =
    token && f.mapping
      ? ` Read the currency from it too: currency: {from: ${JSON.stringify(f.headers[0])}, find: "currency"}.`
      : "";
  return inFile(f, key) + also + givenBack(f, key);
}

/** An amount with a mark that the rule takes for the other one: a key that reads it would contradict the rule, or misread the others. */
function otherMarks({rule, mapping, column}: Failing, first: string, key: string): string | null {
  const thousands = rule?.thousands ? listOf<string>(rule.thousands) : [];
  const decimal = rule?.decimal ?? ".";
  // a key with both marks takes the place of both
  const both = key.includes("decimal:") && key.includes("thousands:");
  const contradicts =
    (decimal === "," && (key.includes('thousands: ","') || /\d\.\d{1,2}$/.test(first))) ||
    (thousands.includes(",") && key.includes('decimal: ","'));
  if (!contradicts || both || !mapping) return null;
  const told = `In ${mapping.file} the decimal mark of ${column!.name} is ${JSON.stringify(decimal)}`;
  const [whole, part] = first.split(",");
  return /^\d{1,3},\d{3}$/.test(first)
    ? `${told}, so that it is ${whole}.${part} there, and ${whole}${part} if the comma marks thousands. Correct it at its source; if it is ${whole}.${part}, set round: 2 on ${column!.name}.`
    : `${told}, and it is written otherwise: write it as the other amounts at its source.`;
}

/** A negative amount that counts as 0 is money that was given back, and would be in no figure without refunded. */
const givenBack = ({mapping, column, headers}: Failing, key: string): string =>
  key.includes("sign:") && mapping && column?.name === "amount" && !mapping.part.columns.refunded
    ? ` Read what was given back too: refunded: {from: ${JSON.stringify(headers[0])}, ${key.replace('"positive"', '"negative"')}}.`
    : "";

/** A word such as "on request": where the currency is read from the same cell, it is no currency either. */
function withoutNumber(f: Failing, word: string): string {
  const currency = f.mapping?.part.columns.currency;
  const same = currency?.find && currency.from && listOf(currency.from).some((h) => f.headers.includes(h));
  const edit = inFile(f, `nulls: [${JSON.stringify(word)}]`);
  return `${same ? edit.replace(` on ${f.column!.name} in `, ` on ${f.column!.name} and on currency in `) : edit} It then counts as nothing; a won deal needs an amount.`;
}

function currencyEdit(f: Failing, first: string | null): string {
  const symbol = first === null ? null : currencyIn(first);
  if (symbol && /^([$¥￥]|kr|Rs)/.test(symbol))
    return f.rule && withFallbacks(f.rule).some((r) => r.find)
      ? inFile(f, `values: {${JSON.stringify(symbol)}: "USD"} (or the currency that it means here)`)
      : inFile(f, `find: "currency", values: {${JSON.stringify(symbol)}: "USD"} (or the currency that it means here)`);
  return inFile(f, symbol ? 'find: "currency"' : "values");
}

function categoryEdit(f: Failing, column: Column, is: string): Sentences {
  const allowed = column.values!.join(", ");
  if (!f.mapping)
    return {
      what: `${is}, expected ${allowed}.`,
      edit: 'Fix the export, or let "npx handshake map FILE" draft a mapping that translates these words.'
    };
  const words = f.found.flatMap((v) => (v.value === null ? [] : [v.value]));
  const [word = "…"] = words;
  const {rule} = f;
  const edit = rule?.cases
    ? `Add a case for ${words.length > 1 ? "each" : "it"} to ${column.name} in ${f.mapping.file}: {when: {column: ${JSON.stringify(f.headers[0] ?? "…")}, is: ${JSON.stringify(word)}}, then: "…"} (${allowed}).`
    : `Add ${words.length > 1 ? "each" : "it"} to values of ${column.name} in ${f.mapping.file}: ${JSON.stringify(rule?.lower ? word.toLowerCase() : word)}: "…" (${allowed}), or say what all other words mean: others.`;
  return {what: `${is}, which ${f.mapping.file} does not translate.`, edit};
}
