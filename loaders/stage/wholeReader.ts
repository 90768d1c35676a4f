import type {Reader, StoredFile} from "./reader.ts";

/** A reader that opens a file of the store only after it was checked, lookups included. */
export function wholeReader(reader: Reader, check: (file: StoredFile) => Promise<void>): Reader {
  return {
    expect: (copy) => reader.expect(copy),
    others: (files) => reader.others(files),
    sheets: async (file) => (await check(file), reader.sheets(file)),
    headers: async (file) => (await check(file), reader.headers(file)),
    count: async (file) => (await check(file), reader.count(file)),
    stage: async (file, as, lookupFiles) => {
      for (const one of [file, ...lookupFiles]) await check(one);
      return reader.stage(file, as, lookupFiles);
    },
    locate: async (file, ordinals) => (await check(file), reader.locate(file, ordinals)),
    close: () => reader.close()
  };
}
