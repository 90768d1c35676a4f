import {z} from "zod";
import {day, id, instant, table, text} from "./columns.ts";

export const notes = table({
  name: "notes",
  about: "Notes about a partner, shown on the partner's page with author and day.",
  key: ["partner_id", "day", "by"],
  written: true,
  row: z.object({
    partner_id: id("the partner concerned"),
    day: day("the day of the note"),
    by: text("who wrote it"),
    text: text("the note"),
    audience: text("the audiences that see it, separated by commas; empty only for a site without audiences").nullable(),
    updated_at: instant("version of the record").nullable()
  })
});
