import type {DuckDB} from "../../engines/duckdb.ts";
import type {Footnotes} from "./footnotes.ts";
import type {Profile} from "./profile.ts";

/** An export as it was found. */
export interface Export {
  /** Name of the file. */
  file: string;
  records: number;
  profiles: Profile[];
  /** The table that the file's name speaks of, if any. */
  hint: string | null;
  /** Lines above the headers. */
  skip: number;
  /** Names of columns that only the line of groups above the headers has. */
  unnamed: string[];
  /** Columns with values that have no name, from 1. */
  nameless: number[];
  /** The column that parts two tables side by side, from 1; null where there is one table. */
  parting: number | null;
  /** Lines that end in a delimiter too many, and are read all the same. */
  tails: number;
  /** Headers that are over several columns that differ, and can't be told apart. */
  repeated: string[];
  /** The first column of each of those. */
  unclear: Profile[];
  /** Headers, in lower case, that are over several columns which say the same in every record: the first is read. */
  alike: string[];
  /** Columns of a Parquet file with lists or records, which can't be read. */
  nested: string[];
  /** The one sheet of a workbook that was asked for. */
  sheet: string | null;
  /** What is said of a workbook's sheets: which are read one after the other, and which are not. */
  sheets: string[];
  /** First cell of a line of totals below the records. */
  total: string | null;
  /** Notes below the records, which are taken out of table raw. */
  below: Omit<Footnotes, "raw">;
  /** The header and words of lines of totals among the records, which are taken out of table raw. */
  subtotals: {header: string; words: string[]} | null;
  /** Lines of totals beside the names of their groups, which are taken out of table raw too. */
  ofGroups: number;
  /** The reporting currency of the settings, null where it is the one of the deals. */
  reporting: string | null;
  /** Table `raw` holds the records. */
  db: DuckDB;
}
