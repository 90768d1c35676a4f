import {z} from "zod";
import {About} from "./about.ts";
import {count, fraction, table, text} from "./columns.ts";
import {Answer} from "./words.ts";

/** How far the columns of the deliveries are filled: of which records, and in what share. Nothing of it is about anybody. */
export const recordedColumns = table(
  {metric: null, order: "table_name, column_name"},
  {
    table_name: text("canonical table", "open"),
    column_name: text("column of it", "open"),
    records: count("records that can have it"),
    filled: fraction("share of these that have it").nullable()
  }
);

/** A column that a question needs, or is answered better with. */
const NeededColumn = z.strictObject({
  question: z.string(),
  /** Evidence that it belongs to ("outcomes of deals"); null where it only makes the answer better. */
  way: z.string().nullable(),
  name: z.string(),
  meaning: z.string(),
  records: z.int().min(0),
  /** Share of the records that have it; null where no delivery has such records. */
  filled: z.number().min(0).max(1).nullable(),
  /** What would bring it; empty where it is there. */
  bring: z.string()
});

export const Coverage = z.strictObject({
  about: About,
  words: z.strictObject({headline: Answer, questions: z.array(Answer)}),
  columns: z.array(NeededColumn)
});
