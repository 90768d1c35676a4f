import {z} from "zod";
import {About} from "./about.ts";

const Value = z.union([z.string(), z.number(), z.boolean()]).nullable();

/**
 * Metrics that a company shows by their own header (entry `shown:`): what they are, where they stand, and their rows as this audience may
 * see them.
 */
export const OwnMetrics = z.strictObject({
  about: About,
  metrics: z.array(
    z.strictObject({
      name: z.string(),
      question: z.string(),
      definition: z.string(),
      /** What each place of a row holds; of a metric of partners the first two are partner_id, null for an id that no partner has, and partner. */
      columns: z.array(
        z.strictObject({
          name: z.string(),
          type: z.enum(["integer", "double", "varchar", "date", "boolean"]),
          unit: z.string().nullable(),
          about: z.string(),
          tells: z.string()
        })
      ),
      /** Columns that stand on the partner's page. */
      card: z.array(z.string()),
      /** Columns of the list of partners. */
      column: z.array(z.string()),
      /** Whether it has a page of its own. */
      page: z.boolean(),
      rows: z.array(z.array(Value))
    })
  )
});
