import {z} from "zod";
import {currency, month, rate, table} from "./columns.ts";

export const rates = table({
  name: "rates",
  about: "Currency rates by month: reporting currency per one unit.",
  key: ["month", "currency"],
  row: z.object({
    month: month("the month of the rate"),
    currency: currency("the foreign currency"),
    per_unit: rate("reporting currency per one unit of it")
  })
});
