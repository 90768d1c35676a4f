import type {NamedMapping} from "../mappings/engine/mappings.ts";
import type {Reader, StoredFile} from "./reader.ts";
import type {SheetHeaders} from "../mappings/engine/recognise.ts";
import {Refusal} from "../read/refusal.ts";
import {knownBase, remembered} from "./staged.ts";

/**
 * The headers of a file; of a workbook also those of the sheets that mappings name.
 * @throws Refusal where the file can't be read, or where its first sheet has no headers and it has no sheet that a mapping names.
 */
export async function headersBySheet(
  reader: Reader,
  folder: string,
  file: StoredFile,
  mappings: NamedMapping[]
): Promise<SheetHeaders> {
  const headers = (sheet?: string) =>
    remembered(knownBase(folder, file, sheet === undefined ? "headers" : `headers of ${sheet}`), () =>
      reader.headers(sheet === undefined ? file : {...file, sheet})
    );
  if (file.extension !== "xlsx") return {first: await headers(), named: null};
  const there = await remembered(knownBase(folder, file, "sheets"), () => reader.sheets(file));
  const named = new Map<string, string[]>();
  for (const {mapping} of mappings)
    if (mapping.sheet !== undefined && there.includes(mapping.sheet)) named.set(mapping.sheet, await headers(mapping.sheet));
  return {first: await headers().catch((error: unknown) => emptyIfOthers(error, named.size > 0)), named};
}

/** A cover sheet is no reason to refuse a workbook that has what a mapping asks for on another. */
function emptyIfOthers(error: unknown, others: boolean): string[] {
  if (others && error instanceof Refusal) return [];
  throw error;
}
