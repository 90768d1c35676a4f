import {statSync} from "node:fs";
import {open} from "node:fs/promises";
import path from "node:path";
import {dsvFormat} from "d3-dsv";
import {HandshakeError} from "../../errors.ts";
import {Refusal} from "../../read/refusal.ts";
import type {Raw} from "../../read/rawTable.ts";
import {headOf} from "../../receive/openFile.ts";
import {contentFault} from "../../receive/take.ts";
import {isPivot} from "../../stage/headerHints.ts";
import {nestedIn} from "../../stage/nested.ts";
import {remedyFor} from "../../stage/reasons.ts";
import {headerlessHint, valuesAmong} from "../engine/headerNames.ts";
import type {Draft} from "./draft.ts";

/* What refuses an export before anything is drafted from it. */

/** What a file is must be what its name says, as for a file of the drops. */
export async function checkContent(file: string): Promise<void> {
  if (!statSync(file).size) throw new Refusal("empty", "It has no bytes. Export it again.");
  const handle = await open(file);
  const fault = await headOf(handle)
    .then((head) => contentFault(path.basename(file), head))
    .finally(() => handle.close());
  if (fault) throw new HandshakeError(fault, {exitCode: 65});
}

/**
 * Headers that are those of no records refuse the file.
 * @param sheets those of a workbook, one of which may hold them
 */
export function checkRecords(headers: string[], file: string, sheets: readonly string[]): void {
  if (isPivot(headers)) {
    const names = sheets.map((name) => JSON.stringify(name)).join(", ");
    const there = names ? `, or name the sheet that they are on with --sheet: ${names}` : "";
    throw new HandshakeError(`${file} is a pivot table. Export the records that it was made from${there}.`, {exitCode: 65});
  }
  if (valuesAmong(headers).length)
    throw new HandshakeError(`${file}:${headerlessHint(headers)} Export it with a header line.`, {exitCode: 65});
}

function toDo({reason, raw}: Raw["bad"][number]): string {
  const nested = reason === "json" ? nestedIn(raw) : null;
  return nested ? `${nested.what} ${nested.edit}` : remedyFor(reason);
}

/** A file of which no record can be read has one fault, and no columns to look at. */
export function checkReadable({records, bad, headers}: Raw, file: string): void {
  if (!records)
    throw new HandshakeError(`${file} has headers and no record. A mapping is drafted from values: export some records.`, {
      exitCode: 65
    });
  const [first] = bad;
  if (!first || bad.length < records) return;
  const cells = Math.max(...[",", ";", "\t", "|"].map((d) => dsvFormat(d).parseRows(first.raw)[0]?.length ?? 0));
  const what =
    first.reason === "column_count"
      ? `the header has ${headers.length} cells, line ${first.line} has ${cells}. A cell is missing or too many in each record: export it again, or add the cell`
      : `line ${first.line} can't be read. ${toDo(first).replace(/\.$/, "")}`;
  throw new Refusal(first.reason, `Every record is unreadable: ${what}.`);
}

/** A file of something else would be drafted as whatever it resembles least badly. */
export function checkResembles(draft: Draft, file: string): void {
  if (draft.proposals.some((p) => p.header !== null)) return;
  throw new HandshakeError(
    `No header of ${file} resembles a column of any table. If it is an export of deals, referrals, tickets, partners, customers or people, write the mapping by hand (loaders/mappings/README.md); docs/tables.md lists the columns.`,
    {exitCode: 65}
  );
}
