import type {Column} from "../tables/columns.ts";
import type {ColumnRule, TableMapping} from "../mappings/engine/mapping.ts";
import {nestedIn} from "./nested.ts";
import {remedyFor} from "./reasons.ts";
import {currencyIn, dateSuggestion, moneySuggestion, zoneLetters} from "./suggestions.ts";
import {listOf, withFallbacks} from "../mappings/engine/walk.ts";

/** What is known of records that fail for one reason. */
export interface Failing {
  reason: string;
  records: number;
  /** The canonical column that the reason is about. */
  column: Column | null;
  found: {value: string | null; records: number}[];
  hint: string | null;
  /** The first record as it is in the file; never printed. */
  raw: string;
  /** The export's headers that the column is read from. */
  headers: string[];
  rule: ColumnRule | null;
  mapping: {part: TableMapping; file: string} | null;
}

interface Sentences {
  what: string;
  edit: string;
}

/** What is wrong with the records, with the values found, and the one edit that corrects it: file and key of the mapping. */
export function reasonSentences(f: Failing): Sentences {
  if (f.hint)
    return {
      what: f.hint.split(/(?<=\.) /)[0]!,
      edit:
        f.hint
          .split(/(?<=\.) /)
          .slice(1)
          .join(" ") || remedyFor(f.reason)
    };
  if (f.reason === "damaged_id") return damaged(f);
  if (f.reason === "total_line") return totalLine(f);
  if (f.column && isError(f)) return failedFormula(f);
  if (f.reason === "date_order") return order(f);
  if (f.reason === "state") return state(f);
  if (f.reason === "future_date") return {what: `${nameOf(f)} is ${values(f)}.`, edit: remedyFor(f.reason)};
  if (f.reason === "orphan_partner" || f.reason === "orphan_deal" || (f.column?.kind === "id" && f.reason === f.column.name))
    return {what: f.found[0]?.value ? `${nameOf(f)} ${values(f)} is not known.` : "It is not known.", edit: remedyFor(f.reason)};
  if (f.reason === "csv_syntax" && /\r(?!\n|$)/.test(f.raw))
    return {what: "Its line ends in CR alone, those of others in LF or CRLF.", edit: "Export it with one kind of line end."};
  if (f.reason === "json") return nestedIn(f.raw) ?? {what: wordsFor(f.reason), edit: remedyFor(f.reason)};
  if (!f.column) return {what: wordsFor(f.reason), edit: remedyFor(f.reason)};
  if (isEmpty(f)) return missing(f);
  return unreadable(f, f.column);
}

const isEmpty = (f: Failing): boolean =>
  f.found.every((v) => v.value === null) && (f.column!.required || f.reason === "bad_id") && !hidden(f);

/** A column whose values are not shown says nothing of whether they are empty, unless the rule that failed is that it must be filled. */
const hidden = (f: Failing): boolean => f.column!.kind === "text" && f.reason !== f.column!.name;

const words: Record<string, string> = {
  conflict: "Two versions of it contradict each other.",
  column_count: "The line has not as many cells as the header.",
  csv_syntax: "A quote is where none is allowed.",
  control_character: "It holds a character that can't be printed.",
  repeated_header: "It is the header line again.",
  too_long: "A text, or the line, is too long.",
  encoding: "It is not UTF-8.",
  json: "It is no flat record."
};

const wordsFor = (reason: string): string => words[reason] ?? `The record fails the rule ${reason}.`;

/** The header as the export writes it, and the column that it fills where that is called otherwise. */
function nameOf({headers, column}: Failing): string {
  if (!headers.length) return column?.name ?? "The value";
  const named = headers.slice(0, 3).join(" or ");
  return column && headers[0]!.toLowerCase() !== column.name ? `${named} (${column.name})` : named;
}

const shown = (value: string | null): string => (value === null ? "empty" : `"${value}"`);

/** Words with how often each occurs; of other values three are enough. */
function values({found, records, column}: Failing): string {
  if (found.length === 1) return shown(found[0]!.value);
  const counted = column?.kind === "category" || column?.kind === "currency";
  const listed = found.slice(0, counted ? found.length : 3);
  const rest = records - listed.reduce((n, v) => n + v.records, 0);
  const texts = listed.map((v) => (counted ? `${shown(v.value)} (${v.records})` : shown(v.value)));
  return `${texts.join(", ")}${rest > 0 ? (counted ? ` and others (${rest})` : ", …") : ""}`;
}

const inFile = ({mapping, column}: Failing, key: string): string =>
  mapping
    ? `Set ${key} on ${column!.name} in ${mapping.file}.`
    : `Fix the export, or let "npx handshake map FILE" draft a mapping with ${key} on ${column!.name}.`;

function missing(f: Failing): Sentences {
  const {column, mapping, records} = f;
  const cells = records === 1 ? "is empty" : `is empty in ${records} records`;
  return {
    what: `${nameOf(f)} ${cells}; ${column!.name} (${column!.about}) must be filled.`,
    edit: mapping
      ? `Fill it at its source, or say what an empty cell means: empty on ${column!.name} in ${mapping.file}.`
      : "Fill it at its source, and export again."
  };
}

/** Whether a value is what a formula leaves that failed; every kind of column may hold it. */
export const isErrorText = (value: string | null | undefined): boolean => typeof value === "string" && errorOfFormula.test(value);
const isError = ({found}: Failing): boolean => isErrorText(found[0]?.value);
const errorOfFormula = /^#(?:N\/[ABD]|NV|[¡¿]?[\p{L}/0-9_]{2,12}[!?]|##+)$/iu;

const failedFormula = (f: Failing): Sentences => ({
  what: `${nameOf(f)} is ${values(f)}: what a formula leaves that failed.`,
  edit: "Correct it in the workbook, or export again from the system that the workbook was made from."
});

function totalLine(f: Failing): Sentences {
  const header = f.headers[0];
  const words = f.found.flatMap(({value}) => (value === null ? [] : [JSON.stringify(value)]));
  return {
    what: `${nameOf(f)} is ${values(f)}: a line of totals, no record.`,
    edit:
      f.mapping && header
        ? `Export without totals, or leave them out: when: {column: ${JSON.stringify(header)}, not: [${words.join(", ")}]} in ${f.mapping.file}.`
        : remedyFor("total_line")
  };
}

function damaged(f: Failing): Sentences {
  if (f.found.length && f.found.every(({value}) => value?.startsWith("'")))
    return {
      what: `${nameOf(f)} is ${values(f)}: the apostrophe is a spreadsheet's mark of a text, no part of the id.`,
      edit: f.mapping
        ? inFile(f, `strip: ["'"]`)
        : `Export again without it, or let "npx handshake map FILE" draft a mapping with strip: ["'"] on ${f.column?.name ?? "the id"}.`
    };
  return {
    what: `${nameOf(f)} is ${values(f)}: a spreadsheet has damaged this id.`,
    edit: "Export again without opening it in a spreadsheet; its columns of ids must stay text."
  };
}

function order(f: Failing): Sentences {
  const [from, to] =
    f.column?.name === "opened_on" && f.mapping?.part.table === "tickets" ? ["opened", "resolved"] : ["opened", "closed"];
  const [a, b] = (f.found[0]?.value ?? "").split(", ");
  const columns = f.mapping && sourceHeaders(f.mapping.part, "opened_on", to === "closed" ? "closed_on" : "resolved_on");
  return {
    what: a && b ? `It was ${to} on ${b}, before it was ${from} on ${a}.` : `It was ${to} before it was ${from}.`,
    edit: columns
      ? `Records that were moved here from another system look so: to take the earlier day, set opened_on: {earliest: [${columns.map((c) => JSON.stringify(c)).join(", ")}]} in ${f.mapping!.file}. Otherwise correct the days.`
      : remedyFor("date_order")
  };
}

function sourceHeaders(part: TableMapping, ...columns: string[]): string[] | null {
  const found = columns.map((c) => {
    const from = part.columns[c]?.from;
    return from ? listOf(from)[0]! : null;
  });
  return found.every((h) => h !== null) ? found : null;
}

function state(f: Failing): Sentences {
  const [status, closed] = (f.found[0]?.value ?? "").split(", ");
  const rule = f.mapping?.part.columns.closed_on;
  if (status === "open")
    return {
      what: `status is open, but closed_on is ${closed}.`,
      edit: f.mapping
        ? `Is that the expected day? Set when: {canonical: "status", is: ["won", "lost"]} on closed_on in ${f.mapping.file}.`
        : remedyFor("state")
    };
  const header = rule?.from ? ` (${listOf(rule.from)[0]!})` : "";
  return {
    what: `status is ${status ?? "won or lost"}, but closed_on${header} is empty.`,
    edit: f.mapping
      ? `Fill it at its source, or name the column with the day it closed on closed_on in ${f.mapping.file}.`
      : remedyFor("state")
  };
}

function unreadable(f: Failing, column: Column): Sentences {
  const first = f.found.find((v) => v.value !== null)?.value ?? null;
  const hiddenValue = first === null;
  const is = hiddenValue ? `${nameOf(f)} can't be read` : `${nameOf(f)} is ${values(f)}`;
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
      return {
        what: `${is}: an id has 1 to 200 visible characters and no spaces.`,
        edit:
          f.mapping && f.rule?.from
            ? `Is it a name? Build an id from it: ${column.name}: {hashOf: [${JSON.stringify(listOf(f.rule.from)[0])}]} in ${f.mapping.file}.`
            : remedyFor("bad_id")
      };
    default:
      return {what: `${is}, expected ${column.about}.`, edit: remedyFor(column.name)};
  }
}

const formatsOf = ({rule}: Failing): string => {
  const formats = rule ? withFallbacks(rule).flatMap((r) => (r.date === undefined ? [] : listOf(r.date))) : [];
  const unique = [...new Set(formats)].map((x) => (x.toLowerCase() === "iso" ? "YYYY-MM-DD" : x));
  return unique.length ? unique.join(" or ") : "YYYY-MM-DD";
};

function dateEdit(f: Failing, first: string | null): string {
  const zones = [...new Set(f.found.flatMap(({value}) => zoneLetters(value ?? "") ?? []))];
  if (zones.length)
    return `${zones.join(", ")}: a zone in letters is no offset, since several share them. Export with an offset such as +01:00. ${inFile(f, `strip: ${JSON.stringify(zones).replaceAll(",", ", ")}`).replace(/\.$/, "")} to take the days as they are written.`;
  const key = first === null ? null : dateSuggestion(first);
  if (key) return inFile(f, key);
  if (first !== null && /^[-?./]+$|^(tbd|tbc|n\/?a|none|null|unknown)$|^0{2,4}[-./]0/i.test(first))
    return inFile(f, `nulls: [${JSON.stringify(first)}]`);
  return inFile(f, "date: (how these days are written; see loaders/mappings/README.md)");
}

const amountOf = ({rule}: Failing): string => {
  const {thousands, decimal} = rule ?? {};
  const mark = thousands ? listOf<string>(thousands)[0]! : "";
  return `an amount such as 1${mark}234${decimal ?? "."}56`;
};

function moneyEdit(f: Failing, first: string | null): string {
  if (first !== null && /%\s*$/.test(first)) return "A percentage is no amount: map another column, or fix the export.";
  const key = first === null ? null : moneySuggestion(first);
  if (!key) return inFile(f, "strip, thousands, decimal or suffixes");
  const token = currencyIn(first!);
  const also =
    token && f.mapping
      ? ` Read the currency from it too: currency: {from: ${JSON.stringify(f.headers[0])}, find: "currency"}.`
      : "";
  return inFile(f, key) + also;
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
    ? `Add a case for ${words.length > 1 ? "each" : "it"} to ${column.name} in ${f.mapping.file}: {when: {column: ${JSON.stringify(f.headers[0] ?? "…")}, is: ${JSON.stringify(word)}}, then: "${column.values![0]}"} (${allowed}).`
    : `Add ${words.length > 1 ? "each" : "it"} to values of ${column.name} in ${f.mapping.file}: ${JSON.stringify(rule?.lower ? word.toLowerCase() : word)}: "…" (${allowed}), or say what all other words mean: others.`;
  return {what: `${is}, which ${f.mapping.file} does not translate.`, edit};
}
