import {createHash} from "node:crypto";
import {allAudiences, everything, isOfPartner, siteNames, type Audience, type AudienceSettings} from "../disclosure/audience.ts";
import {readCatalogue} from "../metrics/catalogue.ts";
import {sampleRules} from "./owner.ts";

/** What decides who may see what in a site, as a text: two releases with the same may lend each other files. */
export function rulesOf(sample: boolean, name: string, audience: Audience): string {
  const hash = createHash("sha256")
    .update(JSON.stringify({...audience, only: audience.only ?? undefined}))
    .digest("hex")
    .slice(0, 16);
  return [sample ? sampleRules : "drops", ...(name ? [hash] : [])].join(", ");
}

/** Raised when an edition tells less of the same data than it did before: no file of one made by an earlier number is carried into the next. */
export const editionsTell = 2;

/**
 * The columns that the header of a company's own metrics publishes, each with its disclosure class and, where a page shows it to some, whether
 * these readers are among them: what is not among those of the next release is nothing that an open tab may still ask for.
 */
export const ownColumns = (name: string): string[] =>
  readCatalogue().flatMap(({name: metric, columns, shown}) => {
    const onPage = shown?.page && (name === "" || shown.page.audiences.includes(name)) ? " on its page" : "";
    return columns.map((column) => `${metric}.${column.name} ${column.tells}${onPage}`);
  });

/** Why a site that was made by these rules is none of those that the settings ask for now; null where it is one. */
export function otherRules(name: string, rules: string, settings: AudienceSettings): string | null {
  // the rules of these are the same for each partner, and which there are only a run knows
  if (settings.partner_editions === "all" && isOfPartner(name)) return null;
  if (!siteNames(settings).includes(name))
    return name
      ? `it has a site for "${name}", which is no audience of the settings now`
      : "it has a site for everybody, and the settings have audiences now";
  const now = rulesOf(rules.startsWith(sampleRules), name, name ? allAudiences(settings)[name]! : everything);
  return rules === now
    ? null
    : `its site${name ? ` for "${name}"` : ""} was made by other rules of who may see what than the settings have now`;
}
