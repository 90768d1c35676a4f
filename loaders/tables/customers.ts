import {z} from "zod";
import {category, id, instant, table, text} from "./columns.ts";

export const customers = table({
  name: "customers",
  about: "The companies that buy.",
  key: ["customer_id"],
  row: z.object({
    customer_id: id("the customer's key in the source system"),
    name: text("name"),
    industry: text("industry").nullable(),
    region: text("sales region").nullable(),
    size: category(["small", "medium", "large"], "size of the account").nullable(),
    parent_id: id("the company that owns this one").nullable(),
    website: text("its web address or web domain; kept for matching, never published").nullable(),
    updated_at: instant("version of the record").nullable()
  })
});
