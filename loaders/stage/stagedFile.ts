import type {DuckDB} from "../engines/duckdb.ts";
import type {LookupFile} from "../mappings/engine/lookups.ts";
import type {Layout} from "../read/layout.ts";
import type {Scans} from "../read/scans.ts";
import type {Settings} from "../settings.ts";
import type {Mark} from "./tombstones.ts";

/** A record that was not taken; the raw text stays with the operator and never reaches the site. */
export interface Quarantined {
  line: number;
  key: string | null;
  reason: string;
  raw: string;
  /** The canonical column that the reason is about, and what was found there where it may be shown; for the operator only. */
  column?: string | null;
  found?: string | null;
  /** What became of it where it is looked up in another file. */
  lookup?: LookupFault;
  /** What else is known of it, as a sentence. */
  hint?: string;
}

/** A text that a lookup has no answer for, or several. */
export type LookupFault = "unknown" | "several";

export interface Warning {
  reason: string;
  detail: string;
}

/** What staging a file leaves: a Parquet file of typed rows, and this. */
export interface Staged {
  /** Records of the source, counted independently. */
  records: number;
  /** The records of what is read of the file, those that its mapping leaves out included. */
  read: number;
  quarantined: Quarantined[];
  warnings: Warning[];
  /** Canonical columns that names are carried beside. */
  names: string[];
  /** What the rows say of records that are gone. */
  marks: Mark[];
  /** The headers of the file that its mapping reads, as the file writes them. */
  headers: string[];
  /** The canonical columns in the rows; the others are empty. */
  columns: string[];
  /** Whether the rows list the records that they stand for in _ordinals; else the n-th row is the n-th record. */
  placed: boolean;
  /** The typed rows as Parquet: canonical columns, and _name_… for names carried beside ids. */
  rows: string;
}

export interface FileToStage extends Layout {
  stored: string;
  sha256: string;
  extension: string;
  /** What a manifest declares. */
  expectedRows: number | undefined;
}

export interface StageContext {
  db: DuckDB;
  folder: string;
  work: string;
  settings: Settings;
  lookupFiles: LookupFile[];
  scans: Scans;
}
