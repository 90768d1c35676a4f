import type {ColumnRule} from "../engine/mapping.ts";
import type {Question} from "./question.ts";

export type DayOrder = "day first" | "month first";

/** What a rule is made with besides its own column. */
export interface Setting {
  answers: ReadonlyMap<string, string>;
  /** The order of day and month that another column of the file proves. */
  order: DayOrder | null;
  /** Headers that could fill the column, the likeliest first. */
  candidates: string[];
  /** The reporting currency of the settings, null where it is the one of the deals. */
  reporting: string | null;
}

/** What makes a rule of a column's values, and what is doubtful about them. */
export interface Format {
  rule: Partial<ColumnRule>;
  questions: Question[];
  notes: string[];
  counts?: Map<string, number>;
}
