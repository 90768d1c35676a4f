import {z} from "zod";
import {About} from "./about.ts";
import {Answer} from "./words.ts";

/** What a rebuild did with the drops; made by the pipeline. Holds no text of any record. */
export const PublishedReport = z.strictObject({
  as_of: z.iso.date(),
  files: z.array(
    z.strictObject({
      path: z.string(),
      table: z.string().nullable(),
      mapping: z.string().nullable(),
      outcome: z.string(),
      reason: z.string().nullable(),
      message: z.string().nullable(),
      drop_date: z.iso.date().nullable(),
      records: z.int().min(0),
      accepted: z.int().min(0),
      deduplicated: z.int().min(0),
      superseded: z.int().min(0),
      quarantined: z.int().min(0),
      warnings: z.array(z.strictObject({reason: z.string(), detail: z.string()}))
    })
  ),
  tables: z.record(
    z.string(),
    z.strictObject({final: z.int().min(0), newest_drop: z.iso.date().nullable(), quarantined: z.int().min(0)})
  ),
  quarantine: z.array(
    z.strictObject({
      reason: z.string(),
      count: z.int().min(0),
      files: z.int().min(0),
      example_path: z.string(),
      example_line: z.int().min(0).nullable(),
      what_to_do: z.string()
    })
  ),
  /** Ids that seem to be the same partner, customer or person; the surest pairs, and how many there are. */
  near_misses: z.strictObject({
    total: z.int().min(0),
    pairs: z.array(
      z.strictObject({
        kind: z.string(),
        from: z.string(),
        from_name: z.string(),
        to: z.string(),
        to_name: z.string(),
        score: z.number().min(0).max(1),
        why: z.string()
      })
    )
  }),
  /** Checks of metrics that their rows don't pass, as the metrics' headers have them. */
  checks: z.array(z.strictObject({metric: z.string(), check: z.string()})).optional(),
  totals: z.strictObject({
    records: z.int().min(0),
    accepted: z.int().min(0),
    deduplicated: z.int().min(0),
    superseded: z.int().min(0),
    quarantined: z.int().min(0)
  })
});
export type PublishedReport = z.infer<typeof PublishedReport>;

export const Data = z.strictObject({
  about: About,
  words: z.record(z.string(), Answer),
  cadence_days: z.int().min(0),
  report: PublishedReport,
  freshness: z.array(
    z.strictObject({
      table: z.string(),
      records: z.int().min(0),
      newest_drop: z.iso.date().nullable(),
      age_days: z.int().min(0).nullable(),
      stale: z.boolean(),
      quarantined: z.int().min(0)
    })
  ),
  revenue: z.array(
    z.strictObject({
      kind: z.enum(["partner", "direct"]),
      net: z.number(),
      deals: z.int().min(0),
      excluded_deals: z.int().min(0),
      negative_deals: z.int().min(0)
    })
  )
});
