import {z} from "zod";

const shown = z.enum(["named", "coded", "left_out"]);

/** Who of the readers sees what. Every setting has the freest value as its default; what is for nobody is in no audience at all. */
export const Audience = z.strictObject({
  /** Pages by name, such as ["index", "trust"]; the others say that they are not part of this edition. null for all. */
  pages: z
    .array(z.string().regex(/^[a-z_/]+$/))
    .nullable()
    .default(null),
  /** named; coded ("Partner 7", the same in every release); left_out: in sums and counts, but nowhere by itself. */
  partners: shown.default("named"),
  customers: shown.default("named"),
  /** Our people and theirs. */
  people: shown.default("named"),
  /** exact; rounded to two figures; banded (the lower end of 1, 2, 5, 10, …); indexed (the same bands, of 100 = revenue through partners in the window). Shares, counts and days are coarsened with it. */
  money: z.enum(["exact", "rounded", "banded", "indexed"]).default("exact"),
  /** Groups of fewer partners than this are not shown, nor larger ones where the whole less what is shown would tell of them. */
  smallest_group: z.int().min(1).max(1000).default(1)
});
export type Audience = z.infer<typeof Audience>;

/** Audiences by name, which is also the name of the folder of their releases. */
export const Audiences = z.record(
  z
    .string()
    .regex(/^[a-z][a-z0-9_-]{0,39}$/)
    .refine((name) => !["about", "current", "failed", "releases"].includes(name), "is the name of a folder that every site has"),
  Audience.superRefine((audience, ctx) => {
    const reason = unprotected(audience);
    if (reason) ctx.addIssue({code: "custom", message: reason});
  })
);

/** Why an audience's settings can't protect what they hide; null where they can. */
export function unprotected({partners, money}: Audience): string | null {
  if (partners === "coded" && (money === "exact" || money === "rounded"))
    return `partners are coded and money is ${money}: whoever knows what one partner brings finds it by the amount, and its code then names it on every page. Set money to "banded" or "indexed"`;
  return null;
}

/** What the site shows where no audiences are set. */
export const everything: Audience = Audience.parse({});
