import type {DuckDB} from "../engines/duckdb.ts";
import type {Settings} from "../settings.ts";
import type {LookupFile} from "./lookups.ts";
import {headersOf, readRaw} from "./raw.ts";
import type {TableFile} from "./recognise.ts";
import {stageFile, type FileToStage, type Staged} from "./stageFile.ts";

/** A file in the store and how it is written. */
export interface StoredFile {
  stored: string;
  sha256: string;
  extension: string;
}

/** Where a record stands in its file, with its text. */
export interface Place {
  ordinal: number;
  line: number;
  raw: string;
}

/** Everything that opens what was delivered; each verb throws Refusal where the file as a whole can't be read. */
export interface Reader {
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
  return {
    headers: (file) => headersOf(db, {...file, work}),
    count: async (file) => {
      const {records} = await readRaw(db, "raw", {...file, work}, []);
      await db.run("drop table raw");
      return records;
    },
    stage: (file, as, lookupFiles) => stageFile(file, as, {db, folder, work, settings, lookupFiles}),
    locate: async (file, ordinals) => {
      const raw = await readRaw(db, "located", {...file, work}, []);
      const places = await raw.locate(ordinals);
      await db.run("drop table located");
      return [...places].map(([ordinal, place]) => ({ordinal, ...place}));
    },
    close: () => Promise.resolve()
  };
}
