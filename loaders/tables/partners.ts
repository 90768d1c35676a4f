import {z} from "zod";
import {category, day, id, instant, table, text} from "./columns.ts";

export const partners = table({
  name: "partners",
  about: "The companies that we work with to reach customers.",
  key: ["partner_id"],
  row: z.object({
    partner_id: id("the partner's key in the source system"),
    name: text("the name by which leadership knows it"),
    kind: text("reseller, integrator, … in the company's own words").nullable(),
    tier: text("gold, silver, … in the company's own words").nullable(),
    region: text("sales region").nullable(),
    parent_id: id("the company that owns this one; those under one parent count as one for ASC 280").nullable(),
    manager_id: id("our account manager").nullable(),
    joined_on: day("the day the partnership began").nullable(),
    agreement: category(["none", "informal", "referral", "reseller", "technology"], "the kind of agreement").nullable(),
    agreed_on: day("the day of the agreement").nullable(),
    website: text("its web address or web domain; kept for matching, never published").nullable(),
    updated_at: instant("version of the record").nullable()
  })
});
