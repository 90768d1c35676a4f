import type {TableMapping} from "../mappings/engine/mapping.ts";
import {listOf} from "../mappings/engine/walk.ts";
import {inFile, nameOf, values, type Failing, type Sentences} from "./failing.ts";
import {nestedIn} from "./nested.ts";
import {isListed, remedyFor} from "./reasons.ts";
import {lookedUp} from "./lookedUp.ts";
import {unreadable} from "./unreadable.ts";

/** What is wrong with the records, with the values found, and the one edit that corrects it: file and key of the mapping. */
export function reasonSentences(f: Failing): Sentences {
  if (f.hint) {
    const [what, ...edit] = f.hint.split(/(?<=\.) /);
    return {what: what!, edit: edit.join(" ") || remedyFor(f.reason)};
  }
  if (f.lookup) return lookedUp(f, f.lookup);
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
  if (f.reason === "column_count" && endsEmpty(f.raw)) return emptyTail(f);
  if (!f.column && !isListed(f.reason)) return storedCell(f);
  if (!f.column) return {what: wordsFor(f.reason), edit: remedyFor(f.reason)};
  if (isEmpty(f)) return missing(f);
  return unreadable(f, f.column);
}

const isEmpty = (f: Failing): boolean =>
  f.found.every((v) => v.value === null) && (f.column!.required || f.reason === "bad_id") && !hidden(f);

/** A column whose values are not shown says nothing of whether they are empty, unless the rule that failed is that it must be filled. */
const hidden = (f: Failing): boolean => f.column!.kind === "text" && f.reason !== f.column!.name;

const words: Record<string, string> = {
  amount_range: "The amounts of its lines add up to more than amount_max.",
  conflict: "Two versions of it contradict each other.",
  column_count: "The number of cells differs from that of the header.",
  csv_syntax: "A quote is where none is allowed.",
  control_character: "It holds a character that can't be printed.",
  repeated_header: "It is the header line again.",
  too_long: "A text, or the line, is too long.",
  encoding: "It is not UTF-8.",
  json: "It has a key twice, a whole number beyond 2^53, or half of a character."
};

const wordsFor = (reason: string): string => words[reason] ?? `The record fails the rule ${reason}.`;

/** Whether a line ends in a delimiter: its last cell is empty. */
export const endsEmpty = (raw: string): boolean => /[,;\t|][ \t\r\n]*$/.test(raw);

const emptyTail = ({mapping}: Failing): Sentences => ({
  what: "The line ends in a delimiter, and has not as many cells as the header.",
  edit: mapping
    ? `Set emptyTail: true in ${mapping.file}: cells at the end of a line that are empty and too many are left out.`
    : 'Export it without a delimiter at the end of a line, or let "npx handshake map FILE" draft a mapping with emptyTail: true.'
});

/** A cell that no text could be made of stands under the reason of its header: only a workbook or Parquet has such cells. */
const storedCell = ({reason}: Failing): Sentences => ({
  what: `The cell under ${JSON.stringify(reason)} holds an error, a formula without its value, or a number too long to be exact.`,
  edit: "Correct it in the workbook, or open and save it where its formulas are computed; keep ids as text."
});

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
  if (f.found.some(({value}) => value === null)) return subtotal(f);
  const words = f.found.flatMap(({value}) => (value === null ? [] : [JSON.stringify(value)]));
  return {
    what: `${nameOf(f)} is ${values(f)}: a line of totals, no record.`,
    edit:
      f.mapping && header
        ? `Export without totals, or leave them out: when: {column: ${JSON.stringify(header)}, not: [${words.join(", ")}]} in ${f.mapping.file}.`
        : remedyFor("total_line")
  };
}

/** What a subtotal says is not shown: it is the name of a partner, a customer or a person. */
function subtotal({records, headers: [header], rule, column, mapping}: Failing): Sentences {
  const one = records === 1;
  return {
    what: `${one ? "1 line holds" : `${records} lines hold`} totals of a group: ${one ? "it is" : "they are"} no fault of a record, and ${one ? "counts" : "count"} in no figure.`,
    edit:
      mapping && header && rule?.from && column?.required
        ? `Export without subtotals; or leave out every line without ${header}: when: {column: ${JSON.stringify(header)}, filled: true} in ${mapping.file}.`
        : "Export without subtotals."
  };
}

/** How spreadsheets mark a text that looks like a number, what that is called, and what takes it off. */
const marksOfText = [
  {pattern: /^'/, name: "the apostrophe is", strip: `["'"]`},
  {pattern: /^="[^"]*"$/, name: "the sign and the quotes are", strip: `['="', '"']`}
];

function damaged(f: Failing): Sentences {
  const mark = marksOfText.find(
    ({pattern}) => f.found.length && f.found.every(({value}) => value !== null && pattern.test(value))
  );
  if (mark)
    return {
      what: `${nameOf(f)} is ${values(f)}: ${mark.name} a spreadsheet's mark of a text, no part of the id.`,
      edit: f.mapping
        ? inFile(f, `strip: ${mark.strip}`)
        : `Export again without it, or let "npx handshake map FILE" draft a mapping with strip: ${mark.strip} on ${f.column?.name ?? "the id"}.`
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
