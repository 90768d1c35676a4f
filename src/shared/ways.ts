import {hasMethod, siteLink} from "./address.js";

/* Where what is no partner leads to; null in an edition of one page. */

const within = (page: string, query: Record<string, string>): string | null =>
  hasMethod() ? siteLink(`./${page}?${new URLSearchParams(query).toString()}`) : null;

/** The partners of a region or of a grade. */
export const partnersOf = (choice: {region: string} | {grade: string}): string | null => within("partners", choice);

/** The partners of a group by revenue: A, B or C. */
export const groupLink = (abc: string): string | null => within("segments", {abc});

/** What is left without a partner, a customer or one of our people. */
export const withoutLink = (of: "partner" | "customer" | "rep", id: string): string | null =>
  within("concentration", {...(of === "partner" ? {} : {of}), gone: id});

/** The definition of a metric. */
export const definitionLink = (metric: string): string | null => (hasMethod() ? siteLink(`./method#${metric}`) : null);
