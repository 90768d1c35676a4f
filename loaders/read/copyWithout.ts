import {createReadStream, createWriteStream, openSync, readSync, closeSync} from "node:fs";
import {mkdir} from "node:fs/promises";
import path from "node:path";
import {pipeline} from "node:stream/promises";
import type {CsvRecord} from "./scanCsv.ts";

/**
 * The file itself when nothing is to be left out, else a copy in `work` without the listed records.
 * @param skip bytes to leave out at the beginning (a byte-order mark)
 */
export async function copyWithout(file: string, skip: number, bad: CsvRecord[], work: string): Promise<string> {
  if (!bad.length && !skip) return file;
  await mkdir(work, {recursive: true});
  const copy = path.join(work, `${path.basename(file)}.csv`);
  const out = createWriteStream(copy);
  let from = skip;
  for (const record of [...bad, null]) {
    const to = record ? record.start : Infinity;
    if (to > from) await pipeline(createReadStream(file, {start: from, ...(record ? {end: to - 1} : {})}), out, {end: false});
    if (record) from = record.next;
  }
  await new Promise<void>((done, failed) => out.end((error?: Error | null) => (error ? failed(error) : done())));
  return copy;
}

/** Does something with the texts of records, at most 100,000 characters of each; the file is opened once for all of them. */
export function withTexts<T>(file: string, work: (textOf: (record: CsvRecord) => string) => T): T {
  const fd = openSync(file, "r");
  try {
    return work((record) => {
      const bytes = Buffer.alloc(Math.min(record.end - record.start, 100_000));
      return bytes.toString("utf8", 0, readSync(fd, bytes, 0, bytes.length, record.start));
    });
  } finally {
    closeSync(fd);
  }
}
