import {z} from "zod";

export const About = z.strictObject({
  company: z.string(),
  as_of: z.iso.date(),
  currency: z.string().nullable(),
  window_days: z.int().min(0),
  evidence_days: z.int().min(0),
  partners: z.int().min(0),
  /** Settings that figures of the page follow from and that differ from their defaults. */
  changed_settings: z.array(z.strictObject({name: z.string(), value: z.string(), usual: z.string()})),
  /** What happened on a day, to be marked where figures stand over time: drops that came, and settings or definitions that changed. */
  events: z.array(z.strictObject({day: z.iso.date(), what: z.enum(["drop", "settings"])})),
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
