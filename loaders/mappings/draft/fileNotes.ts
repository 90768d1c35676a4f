import type {CanonicalTable} from "../../tables/columns.ts";
import {columnNumbers} from "../engine/headerNames.ts";
import type {Export} from "./export.ts";
import {aloneSaid, footnotesSaid} from "./footnotes.ts";
import type {Proposal} from "./proposal.ts";
import {counted, quoted} from "./question.ts";

/** What is to be known of an export as a whole: where its headers are, what is left out, what has no name. */
export function notesOfFile(found: Export): string[] {
  return [
    ...found.sheets.map((said) => `sheets: ${said}`),
    ...(found.skip ? [`the headers are in line ${found.skip + 1}: the lines above are skipped`] : []),
    ...found.unnamed.map(
      (h) =>
        `${quoted(h)} is in the line above the headers only, and its column is not read: write it into line ${found.skip + 1}`
    ),
    ...(found.tails
      ? [
          `${counted(found.tails, "line")} ${found.tails === 1 ? "ends" : "end"} in a delimiter too many: read with emptyTail, as no value is in the cell after it`
        ]
      : []),
    ...footnotesSaid(found.below.lines),
    ...aloneSaid(found.profiles[0]?.header ?? "", found.below.alone),
    ...(found.total ? [`the last line, ${quoted(found.total)}, holds totals: it is left out`] : []),
    ...(found.subtotals
      ? [
          `${found.subtotals.words.map(quoted).join(", ")} in ${quoted(found.subtotals.header)} are lines of totals among the records: they are left out`
        ]
      : []),
    ...(found.parting === null
      ? []
      : [
          `two tables seem to stand side by side, parted by column ${found.parting}, and each line would be one record of both: move each to a file, or a sheet, of its own`
        ]),
    ...(found.ofGroups
      ? [
          `${counted(found.ofGroups, "line")} among the records ${found.ofGroups === 1 ? "holds" : "hold"} totals of a group: ${found.ofGroups === 1 ? "it goes" : "they go"} to quarantine as total_line, and no record is lost`
        ]
      : []),
    ...found.repeated.map(
      (h) => `${quoted(h)} is the header of several columns, none of which can be read: give each a name of its own`
    ),
    ...nestedNotes(found.nested),
    ...namelessNotes(found.nameless)
  ];
}

/** Columns of a Parquet file with lists or records. */
const nestedNotes = (headers: readonly string[]): string[] =>
  headers.length
    ? [
        `${headers.map(quoted).join(", ")} ${headers.length === 1 ? "holds" : "hold"} lists or records, and can't be read from Parquet: if the partner or another column is there, export it as a column of its own, or the table as NDJSON`
      ]
    : [];

/** Columns that have values and no name. */
const namelessNotes = (numbers: readonly number[]): string[] =>
  !numbers.length
    ? []
    : numbers.length === 1
      ? [`${columnNumbers(numbers)} has values and no name, and can't be read: write it into the header line`]
      : [`${columnNumbers(numbers)} have values and no names, and can't be read: write them into the header line`];

/** Nothing in the headers is like what a table has. */
export const noneFound = (used: readonly string[]): string[] =>
  used.length ? [] : ["no header resembles a canonical column; docs/tables.md lists what there is"];

/** A file of something else has few of the columns that its likest table needs. */
export function fewNeeded({name, key}: CanonicalTable, proposals: Proposal[]): string[] {
  const needed = proposals.filter((p) => p.column.required && !key.includes(p.column.name));
  const found = needed.filter((p) => p.header !== null);
  return found.length * 2 >= needed.length
    ? []
    : [
        `only ${found.length} of ${needed.length} needed columns of ${name} ${found.length === 1 ? "is" : "are"} there: if these are no ${name}, delete this draft and leave the file out of the drops`
      ];
}
