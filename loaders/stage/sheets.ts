import type {NamedMapping} from "../mappings/engine/mappings.ts";
import {isHeaderLine, layoutKey, layoutOf, type Layout} from "../read/layout.ts";
import type {Reader, StoredFile} from "./reader.ts";
import {fitsName, type SheetHeaders} from "../mappings/engine/recognise.ts";
import {Refusal} from "../read/refusal.ts";
import {knownBase, remembered} from "./staged.ts";

/**
 * The headers of a file in the usual place, and in the places that mappings name: sheets, lines to skip, a file without headers.
 * @throws Refusal where the file can't be read, or where it has no headers in the usual place and none in those that mappings name.
 */
export async function headersByPlace(
  reader: Reader,
  folder: string,
  file: StoredFile & {name: string},
  mappings: NamedMapping[]
): Promise<SheetHeaders> {
  const {name, ...stored} = file;
  const known = (layout: Layout, read: () => Promise<string[]>) =>
    remembered(knownBase(folder, file, `headers${layoutKey(layout)}`), read);
  const headers = (layout: Layout) => reader.headers({...stored, ...layout});
  const isBook = file.extension === "xlsx";
  const there = isBook ? await remembered(knownBase(folder, file, "sheets"), () => reader.sheets(stored)) : [];
  const first = await known({}, () => headers({})).catch((error: unknown) =>
    error instanceof Refusal ? error : Promise.reject(error as Error)
  );
  const named = new Map<string, string[]>();
  for (const {mapping} of mappings) {
    const key = layoutKey(mapping);
    if (!key || named.has(key) || !fitsName(mapping, name) || !mayHold(layoutOf(mapping), file.extension, there)) continue;
    if (mapping.headerLine && !(first instanceof Refusal) && !mayHaveTitle(first, mapping.headerLine)) continue;
    const layout = layoutOf(mapping);
    // that nothing is there is remembered too: the file is not opened again for it
    const found = await known(layout, () => headers(layout).catch((error: unknown) => emptyIfOthers(error, true)));
    if (found.length) named.set(key, found);
  }
  return {first: first instanceof Refusal ? emptyIfOthers(first, named.size > 0) : first, named};
}

/** Whether a file may have records in such a place. */
function mayHold({sheet, sheets, skip, headerLine, header}: Layout, extension: string, there: string[]): boolean {
  if (sheet !== undefined) return there.includes(sheet);
  if (sheets !== undefined) return there.some((s) => new RegExp(`^(?:${sheets})$`, "iu").test(s));
  return skip === undefined && header === undefined && headerLine === undefined ? true : /^(csv|tsv|xlsx)/.test(extension);
}

/** Whether a first line is that header line, or the title above it: of a title few cells are filled. */
const mayHaveTitle = (first: string[], headerLine: string[]): boolean =>
  isHeaderLine(first, headerLine) || first.filter(Boolean).length <= 2;

/** A cover sheet is no reason to refuse a workbook that has what a mapping asks for on another. */
function emptyIfOthers(error: unknown, others: boolean): string[] {
  if (others && error instanceof Refusal) return [];
  throw error;
}
