import {z} from "zod";
import {count, day, maybe, text} from "./types.ts";

export const About = z.strictObject({
  company: text,
  as_of: day,
  currency: maybe(text),
  window_days: count,
  evidence_days: count,
  partners: count,
  /** Settings that figures of the page follow from and that differ from their defaults. */
  changed_settings: z.array(z.strictObject({name: text, value: text, usual: text})),
  /** What happened on a day, to be marked where figures stand over time: drops that came, and settings or definitions that changed. */
  events: z.array(z.strictObject({day, what: z.enum(["drop", "settings"])})),
  /** What the drops hold records of; a page says "not recorded" for the rest. */
  recorded: z.strictObject({
    deals: z.boolean(),
    referrals: z.boolean(),
    tickets: z.boolean(),
    activities: z.boolean(),
    leadership: z.boolean()
  })
});
export type About = z.infer<typeof About>;
