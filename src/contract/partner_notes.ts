import {z} from "zod";
import {columns, day, partnerId, pick, table, text} from "./columns.ts";

/** What somebody noted about a partner, for the readers that the note names. */
export const notes = table(
  {metric: null, order: "day desc, author"},
  {
    id: partnerId(),
    day: day("the day of the note"),
    author: text("who wrote it", "person"),
    text: text("the note", "withheld"),
    audience: text("the audiences that see it", "withheld").nullable()
  }
);

export const PartnerNotes = z.strictObject({notes: columns(pick(notes, "id", "day", "author", "text"))});
