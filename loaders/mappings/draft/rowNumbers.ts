import type {CanonicalTable} from "../../tables/columns.ts";
import {dealNames} from "./dealNames.ts";
import type {Export} from "./export.ts";
import {plainWords} from "./lexicon/plain.ts";
import type {Proposal} from "./proposal.ts";
import {exact, quoted} from "./question.ts";

/** What a column of the numbers of lines is called; one of ids may be called so too, but hardly counts from 1 without a gap. */
const lineNumber =
  /^(#|№|no|nr|nbr|num|number|row|row (no|nr|number|id)|line|line (no|nr|number)|s ?no|s no|sr|sr no|sl no|pos|position|index|idx|item|zeile|zeilennummer|lfd|lfd nr|laufende nummer|nummer|rang|ligne|n|numero|fila|linha|riga|regel|rij|行|番号|連番)$/;

/** A key that counts the lines of its file: in the next file the same numbers are other records, which would replace these. */
export async function rowNumberNotes(
  table: CanonicalTable,
  proposals: readonly Proposal[],
  {db, profiles}: Pick<Export, "db" | "profiles">
): Promise<string[]> {
  const [key] = table.key;
  const id = proposals.find((p) => p.column.name === key);
  const own = profiles.find((p) => p.header === id?.rule?.from);
  if (!id || !own || table.key.length > 1 || own.records < 2 || own.distinct < own.records) return [];
  if (!lineNumber.test(plainWords(own.header.replace(/[º°]/g, "")) || own.header.trim())) return [];
  const [row] = await db.rows<{others: string}>(
    `select count(*) filter (try_cast(cell as bigint) is distinct from place) as others
     from (select ${own.cell} as cell, row_number() over (order by ordinal) as place from raw)`
  );
  if (row!.others !== "0") return [];
  const headerOf = (name: string) => proposals.find((p) => p.column.name === name)?.header ?? [];
  const named = profiles.find((p) => p.filled === p.records && dealNames.has(plainWords(p.header)))?.header ?? [];
  const parts = [
    named,
    ...["name", ...(table.name === "deals" ? [] : ["partner_id"]), "customer_id", "opened_on", "made_on", "happened_on"].map(
      headerOf
    )
  ].flat();
  const built = parts.length ? `, or build it: ${key}: {hashOf: [${[...new Set(parts)].map(exact).join(", ")}]}` : "";
  return [
    `${quoted(own.header)} counts the lines of the file, from 1 to ${own.records.toLocaleString("en")}. In the next file the same numbers would be other records, and replace these. Read ${key} from another column${built}`
  ];
}
