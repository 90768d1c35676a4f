import type {ColumnRule} from "../engine/mapping.ts";
import type {Column} from "../../tables/columns.ts";
import type {Question} from "./question.ts";

/** How a canonical column is to be filled, and what is still to be said about it. */
export interface Proposal {
  column: Column;
  /** Null where no column of the export seems to be it. */
  rule: ColumnRule | null;
  header: string | null;
  questions: Question[];
  /** What a person should know: each with what to do. */
  notes: string[];
  /** How often each word of `values` occurs. */
  counts: ReadonlyMap<string, number>;
  /** The header of the name that is next to an id. */
  name: {header: string; nulls: string[]} | null;
  /** Its header, where records without a value are to be left out. */
  leaveOut?: string;
}
