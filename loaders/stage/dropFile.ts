import type {Received} from "../receive/receive.ts";
import type {Layout} from "../read/layout.ts";
import type {TableMapping} from "../mappings/engine/mapping.ts";
import type {Quarantined, Staged} from "./stagedFile.ts";

/** What became of a file's records: counted in records. */
export interface Reconciled {
  accepted: number;
  deduplicated: number;
  superseded: number;
  /** Rows quarantined here, by the ordinals of their records in the file. */
  quarantined: {ordinals: number[]; key: string; reason: string; column: string | null; found: string | null; hint?: string}[];
  /** How many of the staged quarantine entries a later good version has cleared, by their index. */
  cleared: number[];
  /** Set when too large a share of the records is bad. */
  refused: {bad: number} | null;
  /** Set when its drop holds far less rows than the one before: nothing of it is taken until somebody confirms it. */
  held: {
    rows: number;
    before: number;
    dropBefore: string;
    /** Whether records with a partner are counted: rows have one still of those that had one before. */
    partners?: true;
    /** The factor by which the amounts of rows are others than they were; before counts those that are in earlier files too. */
    factor?: number;
  } | null;
  /** Records of which the source says that they were deleted, or merged into others. */
  gone: {deleted: number; merged: number};
  /** Records of the drop before that this one lacks; they are kept, but for those of a snapshot. */
  missing: {rows: number; dropBefore: string; gone?: true} | null;
  /** Columns that none of its records has any more, with how many of these had it in the drop before. */
  emptied: {column: string; records: number; dropBefore: string}[];
  /** Records that it had on its day before it was replaced under its own name, and has no more; they are kept. */
  dropped: number;
  /**
   * Records that replace others of their key which seem to be something else: how many, one of them with its file, and whether another
   * mapping reads that file.
   */
  replaced: {records: number; key: string; path: string; sources: boolean} | null;
  /** Records that have gained an updated_at and stay behind an earlier delivery without one: how many, and one of them with that delivery. */
  outranked: {records: number; key: string | null; path: string} | null;
  /** Companies with quite another name than in an earlier delivery: how many, and one of them with that delivery. */
  otherNames: {records: number; key: string; path: string} | null;
  /** Records that are like some of an export which another mapping reads (of; null for our own headers), with an example and its like. */
  twice: {records: number; of: string | null; key: string; other: string} | null;
  /** Ids that come in the 15 and the 18 characters of Salesforce: how many, an example, and the mappings of both (null for our own headers). */
  shortIds: {ids: number; columns: string[]; short: string; long: string; mappings: (string | null)[]}[];
}

/** A delivery on its way through the stages: what it was recognised as, and what was made of it. */
export interface DropFile {
  received: Received;
  table: string | null;
  mapping: string | null;
  /** The mapping as it reads the table, and its file, for messages; null for canonical headers. */
  through: {part: TableMapping; file: string} | null;
  /** Where the records are in the file. */
  layout: Layout;
  /** Why it goes no further; null while it does. */
  stop: {outcome: "refuse" | "ignore" | "hold"; reason: string | null; message: string} | null;
  /** Each drop is the whole truth: what a later one lacks is gone. */
  snapshot: boolean;
  /** Only read by lookups: all its records are taken. */
  lookup: boolean;
  staged: Staged | null;
  reconciled: Reconciled | null;
  /** Places of the records that reconciling quarantined. */
  reconciledQuarantine: Quarantined[];
}
