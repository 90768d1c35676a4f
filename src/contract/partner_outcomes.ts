import {z} from "zod";
import {Kind} from "./categories.ts";
import {category, columns, day, number, partnerId, table} from "./columns.ts";

/** Good and bad outcomes by fiscal quarter, as credits: deals won and lost, referrals accepted and not, tickets in time and not. */
export const outcomes = table(
  {metric: null, order: "id, quarter, kind"},
  {
    id: partnerId(),
    quarter: day("first day of the fiscal quarter"),
    kind: category(Kind, "deals, referrals or tickets"),
    kept: number("good outcomes", "outcomes", "count"),
    broken: number("bad outcomes", "outcomes", "count")
  }
);

export const PartnerOutcomes = z.strictObject({quarters: columns(outcomes.row)});
