import {z} from "zod";

/** How the figures of one partner, or of all together, came about; a page asks for it when a reader does, so it is no part of what pages are made from. */
export const Explained = z.strictObject({
  /** The date of the figures; null where only formulas are told. */
  as_of: z.iso.date().nullable(),
  figures: z.array(
    z.strictObject({
      metric: z.string(),
      question: z.string(),
      definition: z.string(),
      /** What tells the row, where a partner has several: "quarter from 2026-07-01". */
      row: z.string(),
      /** The figures of the row, a text each. */
      values: z.array(z.string()),
      /** The formula, the formula with its numbers, and what it comes to. */
      formulas: z.array(z.strictObject({column: z.string(), steps: z.array(z.string())})),
      /** The rows of other metrics that it is made of. */
      made_of: z.array(z.strictObject({metric: z.string(), question: z.string(), rows: z.array(z.string())})),
      /** Partners that a figure of all of them adds up: how many, and the first of them, with what each brings to it. */
      partners: z.strictObject({
        count: z.int(),
        first: z.array(z.strictObject({id: z.string(), name: z.string(), says: z.string()}))
      }),
      /** Settings that it and what it is made of read, "window_days 365". */
      settings: z.array(z.string()),
      records: z.array(
        z.strictObject({
          /** Which records: "deals by closed_on in window_days". */
          which: z.string(),
          count: z.int(),
          /** The newest of them: key, what it says, and file and line of the delivery. */
          newest: z.array(z.strictObject({key: z.string(), says: z.string(), place: z.string()}))
        })
      )
    })
  )
});
export type Explained = z.infer<typeof Explained>;
