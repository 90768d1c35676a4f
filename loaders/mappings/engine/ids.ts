import {literal} from "../../engines/duckdb.ts";
import type {Column} from "../../tables/columns.ts";
import {letters} from "./letters.ts";

const references = new Set([
  "partner_id",
  "customer_id",
  "person_id",
  "rep_id",
  "manager_id",
  "parent_id",
  "from_person",
  "to_person"
]);

/** Whether a column names a partner, a customer or a person: where that is done by name, case and spaces make no difference. */
export const isFoldedReference = (column: Column): boolean => references.has(column.name);

const spaces = String.raw`[\s\p{Z}]+`;

/** SQL of a name as it is compared: one space between words, lower case. */
export const foldedSql = (text: string): string =>
  `nullif(lower(trim(regexp_replace(nfc_normalize(${text}), ${literal(spaces)}, ' ', 'g'))), '')`;

/**
 * SQL of a Salesforce id in its form of 18 characters. Reports give 15, in which case matters; the three that follow tell which of the
 * letters are capitals. Any other text stays as it is.
 */
export function idFormSql(text: string): string {
  const capital = (i: number) => `cast(substr(${text}, ${i}, 1) between 'A' and 'Z' as integer)`;
  const check = [0, 5, 10].map((from) => {
    const bits = [0, 1, 2, 3, 4].map((b) => `${2 ** b} * ${capital(from + b + 1)}`).join(" + ");
    return `substr('ABCDEFGHIJKLMNOPQRSTUVWXYZ012345', 1 + ${bits}, 1)`;
  });
  return `case when regexp_full_match(${text}, '[a-zA-Z0-9]{15}') then ${[text, ...check].join(" || ")} else ${text} end`;
}

/** SQL of whether a text may be a Salesforce id, of which another with the same letters in another case is another record. */
export const isSalesforceId = (text: string): string =>
  `(regexp_full_match(${text}, '[a-zA-Z0-9]{15}([A-Z0-9]{3})?') and regexp_matches(${text}, '[0-9]'))`;

/**
 * A pattern of what a formula leaves that failed, in the languages of spreadsheets: #N/A, #REF!, #NV, #¡VALOR!, #####. How long the word
 * is, errorFits asks apart: with a bound, the engine would write the class of all letters out that often in each column that is read.
 */
const errorCell = String.raw`#((?i:N/[ABD]|NV)|[¡¿]?[${letters}/0-9_]+[!?])|#{3,}`;

/** SQL of whether the word of a cell that the pattern takes has 2 to 12 characters, its mark aside. */
const errorFits = (text: string): string =>
  `(right(${text}, 1) not in ('!', '?') or length(ltrim(${text}, '#¡¿')) between 3 and 13)`;

/** SQL of whether a cell holds the error of a formula; the cheap test first. */
export const isErrorCell = (text: string): string =>
  `(starts_with(${text}, '#') and regexp_full_match(${text}, ${literal(errorCell)}) and ${errorFits(text)})`;

const truths = ["TRUE", "FALSE", "WAHR", "FALSCH", "VRAI", "FAUX", "VERDADEIRO", "FALSO"];

/** A pattern of what a spreadsheet makes of an id: a number in exponents, an error, a truth value, a mark of text ('00123, ="00123"), a link. */
const damagedId = String.raw`\d([.,]\d+)?[Ee]\+\d+|${errorCell}|${truths.join("|")}|'\d.*|="[^"]*"|=(?i:HYPERLINK)\(.*\)`;

/** SQL of whether an id may be damaged: the pattern is asked only of these. */
export const mayBeDamaged = (text: string): string =>
  `(contains(${text}, 'E+') or contains(${text}, 'e+') or left(${text}, 1) in ('#', '''', '=') or ${text} in (${truths.map(literal).join(", ")}))`;

/** SQL of whether a spreadsheet has damaged an id. */
export const isDamaged = (text: string): string =>
  `${mayBeDamaged(text)} and regexp_full_match(${text}, ${literal(damagedId)}) and (not starts_with(${text}, '#') or ${errorFits(text)})`;
