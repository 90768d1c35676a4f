import {z} from "zod";
import {columns, count, day, id} from "./types.ts";

/** Leads by month, only months with any; `month` is its first day. */
export const PartnerExchange = z.strictObject({months: columns({id, month: day, received: count, given: count})});
