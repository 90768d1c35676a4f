import {z} from "zod";
import {category, id, instant, table, text} from "./columns.ts";

export const people = table({
  name: "people",
  about: "Our people and the partners' people.",
  key: ["person_id"],
  row: z.object({
    person_id: id("the person's key in the source system"),
    name: text("name"),
    side: category(["us", "partner"], "whose person it is"),
    partner_id: id("the partner for which the person works, if side is partner").nullable(),
    team: text("team").nullable(),
    region: text("sales region").nullable(),
    email: text("kept for matching, never published").nullable(),
    updated_at: instant("version of the record").nullable()
  })
});
