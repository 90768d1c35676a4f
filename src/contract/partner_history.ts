import {z} from "zod";
import {columns} from "./columns.ts";
import {scores} from "./partners.ts";

const {id, score, lower, upper} = scores.row;

/** Scores by month-end; one list of `months` length a partner, null before it existed. */
export const PartnerHistory = z.strictObject({
  months: z.array(z.iso.date()),
  average: z.array(score),
  history: columns({id, score: z.array(score), lower: z.array(lower), upper: z.array(upper)})
});
