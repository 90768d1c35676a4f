import {mkdirSync, writeFileSync} from "node:fs";
import path from "node:path";
import {stringify} from "csv-stringify/sync";
import type {DropFile} from "./drops.ts";

/** The file's path in the drops folder, such as 2026-06-30/deals_2026-06-30.csv. */
export const pathOf = (f: DropFile): string => `${f.date}/${f.table}_${f.date}.csv`;

/** Writes the files as UTF-8 CSV with LF line ends into a folder a drop. */
export function write(files: readonly DropFile[], folder: string): void {
  for (const f of files) {
    const target = path.join(folder, pathOf(f));
    mkdirSync(path.dirname(target), {recursive: true});
    writeFileSync(target, stringify(f.rows, {header: true, columns: f.columns, record_delimiter: "\n"}));
  }
}
