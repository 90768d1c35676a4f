import {z} from "zod";
import {columns, day, id, maybe, score} from "./types.ts";

/** Scores by month-end; one list of `months` length a partner, null before it existed. */
export const PartnerHistory = z.strictObject({
  months: z.array(day),
  typical: z.array(maybe(score)),
  history: columns({id, score: z.array(maybe(score)), lower: z.array(maybe(score)), upper: z.array(maybe(score))})
});
