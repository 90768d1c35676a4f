import {z} from "zod";
import {day, instant, table, text} from "./columns.ts";

export const events = table({
  name: "events",
  about: "What happened in the company that explains figures over time: a price change, a new programme, a reorganisation.",
  key: ["day", "what"],
  written: true,
  row: z.object({
    day: day("the day it happened or takes effect"),
    what: text("what happened, in a few words"),
    scope: text("the id of the partner, or the region, that it concerns; empty for the whole company").nullable(),
    audience: text("the audiences that see it, separated by commas; empty only for a site without audiences").nullable(),
    updated_at: instant("version of the record").nullable()
  })
});
