import {renameSynced, fsync} from "../files.ts";
import type {TableFile} from "../mappings/engine/recognise.ts";
import type {Warning} from "./stagedFile.ts";

/** How staged rows are written: at the least cost, since they are read only by the rebuilds that settle them. */
export const parquet = "format parquet, compression lz4_raw, dictionary_size_limit 1";

/** The canonical columns that names are carried beside. */
export const namesOf = (as: TableFile): string[] => Object.keys(as.mapping?.names ?? {});

/** Columns that no mapping names are not read past this point; the data page names them. */
export function unknownColumns(as: TableFile, headers: string[]): Warning[] {
  const known = new Set(as.known.map((h) => h.toLowerCase()));
  const unused = [...new Set(headers.filter((h) => !known.has(h.toLowerCase())))];
  return unused.length && as.first ? [{reason: "unknown_column", detail: unused.slice(0, 50).join(", ")}] : [];
}

/** The headers that are read, as the file writes them. */
export function headersRead(as: TableFile, headers: string[]): string[] {
  const read = new Set(as.read.map((h) => h.toLowerCase()));
  return headers.filter((h) => read.has(h.toLowerCase()));
}

/** Rows are on the disk before they get their name: a later run reads them instead of the source. */
export async function keep(rows: string): Promise<void> {
  await fsync(`${rows}.part`);
  await renameSynced(`${rows}.part`, rows);
}
