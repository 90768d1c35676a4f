import {z} from "zod";
import {About} from "./about.ts";
import {columns, day, number, pick, table, text, word} from "./columns.ts";
import {partners} from "./partners.ts";
import {Answer, Sentence} from "./words.ts";

const amount = (about: string) => number(about, "see unit", "amount").nullable();

/** The headline figures, and by how much each differs from what it was at the month's and the quarter's end and a year before. */
export const headlines = table(
  {metric: "headlines", order: "headline"},
  {
    headline: text("which", "open"),
    unit: text("what it counts", "open"),
    better: word(["higher", "lower", "neither"], "which way is better"),
    value: amount("the figure"),
    month_end: day("the last month's end", {tells: "open"}).nullable(),
    since_month: amount("difference from then"),
    quarter_end: day("the last quarter's end", {tells: "open"}).nullable(),
    since_quarter: amount("difference from then"),
    year_end: day("the month's end a year before", {tells: "open"}).nullable(),
    since_year: amount("difference from then")
  }
);

/** Each headline figure at each date. */
export const headlineHistory = table(
  {metric: "headlines", dates: "all", order: "headline, as_of"},
  {
    as_of: day("the date of the figures", {tells: "open"}),
    headline: text("which", "open"),
    unit: text("what it counts", "open"),
    value: amount("the figure")
  }
);

export const Trend = z.strictObject({
  ...pick(headlines, "headline", "unit", "better", "value", "since_month", "since_quarter", "since_year"),
  since_drop: amount("difference from the figure at the last data delivery"),
  /** The figure at each month-end, and now. */
  history: z.array(headlineHistory.row.value)
});
export type Trend = z.infer<typeof Trend>;

export const Change = z.strictObject({what: Sentence, before: z.string(), now: z.string(), why: Sentence});
export type Change = z.infer<typeof Change>;

/** How a published figure came to what it is now: before + corrected + redefined + events = now. */
const move = {
  before: amount("as published"),
  now: amount("now"),
  corrected: amount("by corrected records"),
  redefined: amount("by changed settings and definitions"),
  events: amount("by what happened since")
};

export const Changes = z.strictObject({
  about: About,
  words: z.record(z.string(), Answer),
  month: z.iso.date().nullable(),
  quarter: z.iso.date().nullable(),
  /** The month's end a whole year back. */
  year: z.iso.date().nullable(),
  drop: z.iso.date().nullable(),
  trends: z.array(Trend),
  /** The publication before; null where this is the first. */
  published: z
    .strictObject({
      as_of: z.iso.date(),
      settings: z.array(z.string()),
      definitions: z.boolean(),
      headlines: columns({...pick(headlines, "headline", "unit"), ...move}),
      scores: columns({...pick(partners, "id", "name"), ...move})
    })
    .nullable(),
  /** Scores at the last data delivery. */
  scores: columns(pick(partners, "id", "score"))
});
