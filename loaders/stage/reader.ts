import type {DuckDB} from "../engines/duckdb.ts";
import type {Settings} from "../settings.ts";
import type {LookupFile} from "../mappings/engine/lookups.ts";
import {headersOf, readRaw, sheetsOf} from "../read/raw.ts";
import type {TableFile} from "../mappings/engine/recognise.ts";
import {rememberedScans} from "../read/scans.ts";
import type {Layout} from "../read/layout.ts";
import {stageFile} from "./stageFile.ts";
import type {FileToStage, Staged} from "./stagedFile.ts";

/** A file in the store and how it is written. */
export interface StoredFile extends Layout {
  stored: string;
  sha256: string;
  extension: string;
}

/** Where a record is in its file, with its text. */
export interface Place {
  ordinal: number;
  line: number;
  raw: string;
}

/** Everything that opens what was delivered; each verb throws Refusal where the file as a whole can't be read. */
export interface Reader {
  /** Says that a file will come, so that the reader may get ready for it; the copy, where there is one, is whole already. */
  expect(copy?: string): void;
  /** Says which files there are: where a reader is lost, one of them shows whether it was for the file that it was reading. */
  others(files: StoredFile[]): void;
  /** The names of a workbook's sheets; none for any other file. */
  sheets(file: StoredFile): Promise<string[]>;
  /** The headers, outer spaces stripped. */
  headers(file: StoredFile): Promise<string[]>;
  /** The records, counted. */
  count(file: StoredFile): Promise<number>;
  /** Typed rows as Parquet, and what can't be taken. */
  stage(file: FileToStage, as: TableFile, lookupFiles: LookupFile[]): Promise<Staged>;
  locate(file: StoredFile, ordinals: number[]): Promise<Place[]>;
  close(): Promise<void>;
}

export interface ReaderOptions {
  /** Where staged files are kept from run to run. */
  folder: string;
  /** For copies that live no longer than this run. */
  work: string;
  settings: Settings;
}

/** A reader in this process. */
export function readerHere(db: DuckDB, {folder, work, settings}: ReaderOptions): Reader {
  const scans = rememberedScans();
  return {
    expect: (copy) => {
      if (copy) scans.ahead(copy);
    },
    others: () => undefined,
    sheets: (file) => sheetsOf({...file, work}),
    headers: (file) => headersOf(db, {...file, work}),
    count: async (file) => {
      const {records} = await readRaw(db, "raw", {...file, work}, []);
      await db.run("drop table raw");
      return records;
    },
    stage: (file, as, lookupFiles) => stageFile(file, as, {db, folder, work, settings, lookupFiles, scans}),
    locate: async (file, ordinals) => {
      const raw = await readRaw(db, "located", {...file, work}, []);
      const places = await raw.locate(ordinals);
      await db.run("drop table located");
      return [...places].map(([ordinal, place]) => ({ordinal, ...place}));
    },
    close: () => Promise.resolve()
  };
}
