import {createHash} from "node:crypto";
import {z} from "zod";

const shown = z.enum(["named", "coded", "left_out"]);
const one = z.string().trim().min(1);

/** Who an edition is about: one partner by its id, those of a sales region, or those of an account manager (id or name). */
export const Only = z.union([z.strictObject({partner: one}), z.strictObject({region: one}), z.strictObject({manager: one})]);
export type Only = z.infer<typeof Only>;

/** Who of the readers sees what. Every setting has the freest value as its default; what is for nobody is in no audience at all. */
export const Audience = z.strictObject({
  /** Pages by name, such as ["index", "trust"]; the others say that they are not part of this edition. null for all. */
  pages: z
    .array(
      z
        .string()
        .regex(/^[a-z_/]+$/)
        .transform((page) => (page === "alerts" ? "attention" : page))
    )
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
  smallest_group: z.int().min(1).max(1000).default(1),
  /** The partners that the edition tells of, such as {partner: "P01"}: a page about them and, of all others, only medians. null for the site of all partners. */
  only: Only.nullable().default(null)
});
export type Audience = z.infer<typeof Audience>;

/** Of fewer partners than this, those of the edition apart, no median or score is shown. */
export const leastOthers = ({smallest_group: smallest}: Audience): number => Math.max(5, smallest);

/** What the name of an edition that `partner_editions` asks for begins with. */
const ofPartner = "partner-";

/** Audiences by name, which is also the name of the folder of their releases. */
export const Audiences = z.record(
  z
    .string()
    .regex(/^[a-z][a-z0-9_-]{0,39}$/, `must be of lower-case letters, digits, "-" and "_", at most 40, the first a letter`)
    .refine(
      (name) => !["about", "current", "failed", "held", "releases"].includes(name),
      "is the name of a folder that every site has"
    )
    .refine((name) => !name.startsWith(ofPartner), `begins with "${ofPartner}", as the editions of partner_editions do`),
  Audience.superRefine((audience, ctx) => {
    const reason = unprotected(audience);
    if (reason) ctx.addIssue({code: "custom", message: reason});
  })
);

/** Why an audience's settings can't protect what they hide; null where they can. */
function unprotected(audience: Audience): string | null {
  const {partners, customers, people, money, only, pages} = audience;

  if (only && partners !== "named")
    return `its partners are ${partners}, but an edition for some partners is about these by name. Leave out "partners", or "only"`;
  if (only && pages) return `an edition for some partners has one page. Leave out "pages", or "only"`;
  if (only && money === "indexed")
    return `indexed money tells its readers what part of all partner revenue these partners bring, and so the sum of all others. Set money to "banded", or to "exact" for amounts that they know`;
  if (partners === "coded" && (money === "exact" || money === "rounded"))
    return `partners are coded and money is ${money}: whoever knows what one partner brings finds it by the amount, and its code then names it on every page. Set money to "banded" or "indexed"`;
  for (const [who, mode] of [
    ["customers", customers],
    ["people", people]
  ] as const)
    if (partners === "coded" && mode === "named")
      return `partners are coded and ${who} are named: whoever knows which ${who} a partner has finds it by them, and its code then names it on every page. Set ${who} to "coded" or "left_out"`;
  if (customers === "coded" && (money === "exact" || money === "rounded"))
    return `customers are coded and money is ${money}: whoever knows what one customer bought finds it by the amount, and its code then names it on every page. Set customers to "left_out", or money to "banded" or "indexed"`;
  return null;
}

/**
 * Why nobody would get the cases that the settings ask to send; null where they can be sent.
 * @param settings with the audience whose cases are sent, and whether account managers have addresses
 */
export function unsendable(settings: AudienceSettings & {alerts_audience: string | null; owner_mail: object}): string | null {
  const {audiences, alerts_audience: name, owner_mail: mail} = settings;
  const names = Object.keys(audiences);
  const owners = Object.keys(mail).length > 0;
  if (name === null)
    return owners && names.length
      ? `owner_mail has addresses, but alerts_audience names no audience whose cases are sent. Set it to one of ${names.join(", ")}, or leave out owner_mail`
      : null;
  const audience = Object.hasOwn(audiences, name) ? audiences[name] : undefined;
  if (!audience)
    return `"${name}" is no audience, expected ${names.length ? `one of ${names.join(", ")}` : "none, as the settings have no audiences"}; nobody would be sent a case`;
  if (audience.only) return `"${name}" is an edition for some partners, which has no alerts; name an audience of all partners`;
  if (audience.pages && !audience.pages.includes("attention"))
    return `"${name}" does not have the page "attention", and a mail must not tell more than its site. Add the page, or name another audience`;
  if (owners && audience.people !== "named")
    return `people are ${audience.people} for "${name}", so no case has an account manager by name and owner_mail reaches nobody. Name an audience in which people are named, or leave out owner_mail`;
  return null;
}

/**
 * The name of the edition of a partner that `partner_editions` lists: its id where that is short, lower-case letters, digits, "-" and "_",
 * else what of it can be in a name and 8 hex digits that follow from all of it, so that no two ids share a folder.
 */
export function partnerEditionName(id: string): string {
  if (/^[a-z0-9][a-z0-9_]{0,23}$/.test(id)) return `${ofPartner}${id}`;
  const readable = id
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "")
    .slice(0, 20);
  return `${ofPartner}${readable ? `${readable}-` : ""}${createHash("sha256").update(id).digest("hex").slice(0, 8)}`;
}

/** Whether a site is of an edition that `partner_editions` asks for. */
export const isOfPartner = (name: string): boolean => name.startsWith(ofPartner);

/** The settings with the partners that there are, where an edition of each is asked for. */
export const withPartners = <S extends AudienceSettings>(settings: S, ids: readonly string[]): S =>
  settings.partner_editions === "all" ? {...settings, partner_editions: [...ids]} : settings;

/** Audiences of the settings and one for each partner of the list, by name; what "all" stands for only a run knows (withPartners). */
export function allAudiences({audiences, partner_editions: listed}: AudienceSettings): Record<string, Audience> {
  const ids = listed === "all" ? [] : listed;
  const ofPartners = ids.map((partner) => [partnerEditionName(partner), Audience.parse({only: {partner}})] as const);
  return Object.fromEntries([...Object.entries(audiences), ...ofPartners]);
}

/** The names of all sites of a site folder; "" is the one for everybody, which there is where no audience is set. */
export const siteNames = (settings: AudienceSettings): string[] => [
  ...(Object.keys(settings.audiences).length ? [] : [""]),
  ...Object.keys(allAudiences(settings)).sort()
];

export interface AudienceSettings {
  audiences: Record<string, Audience>;
  partner_editions: "all" | string[];
}

/** What the site shows where no audiences are set. */
export const everything: Audience = Audience.parse({});
