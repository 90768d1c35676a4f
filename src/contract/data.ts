import {z} from "zod";
import {About} from "./about.ts";
import {count, day, maybe, number, text} from "./types.ts";
import {words} from "./words.ts";

/** What a rebuild did with the drops; made by the pipeline. Holds no text of any record. */
export const PublishedReport = z.strictObject({
  as_of: day,
  files: z.array(
    z.strictObject({
      path: text,
      table: maybe(text),
      mapping: maybe(text),
      outcome: text,
      reason: maybe(text),
      message: maybe(text),
      drop_date: maybe(day),
      records: count,
      accepted: count,
      deduplicated: count,
      superseded: count,
      quarantined: count,
      warnings: z.array(z.strictObject({reason: text, detail: text}))
    })
  ),
  tables: z.record(z.string(), z.strictObject({final: count, newest_drop: maybe(day), quarantined: count})),
  quarantine: z.array(
    z.strictObject({reason: text, count, files: count, example_path: text, example_line: maybe(count), what_to_do: text})
  ),
  totals: z.strictObject({records: count, accepted: count, deduplicated: count, superseded: count, quarantined: count})
});
export type PublishedReport = z.infer<typeof PublishedReport>;

export const Data = z.strictObject({
  about: About,
  words,
  cadence_days: count,
  report: PublishedReport,
  freshness: z.array(
    z.strictObject({
      table: text,
      records: count,
      newest_drop: maybe(day),
      age_days: maybe(count),
      stale: z.boolean(),
      quarantined: count
    })
  ),
  revenue: z.array(
    z.strictObject({kind: z.enum(["partner", "direct"]), net: number, deals: count, held_out_deals: count, negative_deals: count})
  )
});
