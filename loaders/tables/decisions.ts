import {z} from "zod";
import {category, day, id, instant, table, text} from "./columns.ts";

export const decisions = table({
  name: "decisions",
  about: "What was decided about the cases that need attention; npx handshake decide writes them.",
  key: ["case_id", "decided_on"],
  written: true,
  row: z.object({
    case_id: id("the case's id, as the site shows it"),
    decision: category(
      ["acknowledged", "snoozed", "done", "wont_do"],
      "acknowledged stays on the list; the others take the case off it until it returns"
    ),
    by: text("who decided"),
    decided_on: day("the day it was decided; the latest decision holds"),
    until: day("the day on which a case that was taken off the list returns").nullable(),
    note: text("why, or what was done").nullable(),
    updated_at: instant("version of the record").nullable()
  })
});
