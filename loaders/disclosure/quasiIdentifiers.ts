import {group} from "d3";
import {known, rowsOf, type EditionFiles} from "./attacks.ts";
import {outcomes} from "./classes.ts";
import {nobody} from "./tableAttacks.ts";

/**
 * The columns of the list of partners by which outsiders may find a coded one, each with how much of it the edition shows, and those that
 * they would learn by it.
 * @returns lines for a person; "" for an edition without a row about a partner
 */
export function quasiIdentifiersText(edition: Pick<EditionFiles, "partners">): string {
  const rows = rowsOf(edition);
  if (!rows.length) return "";
  const of = (column: string) => {
    const shown = rows.map((row) => row[column]).filter((value) => !nobody.has(value));
    const values = new Set(shown).size;
    return shown.length ? `${shown.length} of ${rows.length} partners, ${values} ${values === 1 ? "value" : "values"}` : "hidden";
  };
  const groups = group(rows, (row) => JSON.stringify(known.map((column) => row[column]))).values();
  const least = Math.min(...[...groups].map((members) => members.length));
  const lines = (columns: readonly string[]) => columns.map((column) => `  ${column.padEnd(24)}${of(column)}`);
  return [
    "\nQuasi-identifiers (what outsiders know of a partner), and of how many partners the edition shows them:",
    ...lines(known),
    least > 1
      ? `  Together: each partner shares all that is shown of them with at least ${least - 1} other${least > 2 ? "s" : ""} (k = ${least}).`
      : "  Together: some partners are the only ones with what is shown of them (k = 1).",
    "\nSensitive attributes (what readers learn of a partner that they recognise):",
    ...lines(outcomes)
  ].join("\n");
}
