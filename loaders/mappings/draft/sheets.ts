import {sheetsOf, type RawFile} from "../../read/raw.ts";
import type {Raw} from "../../read/rawTable.ts";
import {Refusal} from "../../read/refusal.ts";
import {quoted} from "./question.ts";

/**
 * A file, or the one sheet of it that was asked for.
 * @throws Refusal (header) where it has no such sheet
 */
export async function ofSheet(file: RawFile, sheet: string | undefined): Promise<RawFile> {
  if (sheet === undefined) return file;
  const names = await sheetsOf(file);
  if (names.includes(sheet)) return {...file, sheet};
  throw new Refusal(
    "header",
    names.length
      ? `It has no sheet ${quoted(sheet)}. Its sheets are ${names.map(quoted).join(", ")}.`
      : "It is no workbook, and has no sheets. Leave out --sheet."
  );
}

/** The sheets of a workbook that has several, where none was asked for. */
export async function severalSheets(file: RawFile): Promise<string[]> {
  const names = file.extension.startsWith("xlsx") && file.sheet === undefined ? await sheetsOf(file) : [];
  return names.length > 1 ? names : [];
}

/** Which sheet was asked for, which are read one after the other, which are not, which rows are hidden, and which cells are merged. */
export const sheetsSaid = ({warnings}: Raw, sheet: string | undefined): {sheet: string | null; sheets: string[]} => ({
  sheet: sheet ?? null,
  sheets: warnings.flatMap(({reason, detail}) =>
    ["several_sheets", "hidden_rows", "merged_cells"].includes(reason)
      ? [detail]
      : reason === "sheets_not_read"
        ? [`not read: ${detail}. "npx handshake map FILE --sheet NAME" drafts a mapping for one of them`]
        : []
  )
});
