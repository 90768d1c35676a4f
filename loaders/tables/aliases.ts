import {z} from "zod";
import {category, day, id, table, text} from "./columns.ts";

export const aliases = table({
  name: "aliases",
  about: "Ids of the same partner, customer or person in different systems, as decided by a person.",
  key: ["kind", "from_id"],
  written: true,
  row: z.object({
    kind: category(["partner", "customer", "person"], "what the two ids stand for"),
    from_id: id("the id to replace"),
    to_id: id("the id that records get instead; the same as from_id undoes an earlier decision"),
    decided_by: text("who decided, never published"),
    decided_on: day("the day it was decided")
  })
});
