import {z} from "zod";
import {columns} from "./columns.ts";
import {partners} from "./partners.ts";

const {id, region, tier, grade, manager} = partners.row;

/** What lists of partners are narrowed by, and the quarters that they are compared with. */
export const Traits = z.strictObject({
  /** Whether its readers may see the records behind figures. */
  records_shown: z.boolean(),
  partners: columns({id, region, tier, grade, manager}),
  /** The last days of the quarters of the history, and now. */
  days: z.array(z.iso.date()),
  /** The month that a fiscal year begins with, 1 = January: what the quarters are called. */
  fiscal_year_first_month: z.int().min(1).max(12),
  currency: z.string().nullable(),
  /** The days that revenue and referrals are summed over. */
  window_days: z.int().min(0)
});
