/* Addresses within the site. */

/** The placeholder in the build for the name of each partner's page; no partner's page can have it. */
export const templateName = "~template";

/** Longer names are more than a file system takes. */
const longest = 160;

/**
 * The name of a partner's page, which is also that of its file: letters, digits, "_" and "-" as they are, each other byte of the UTF-8 text
 * as "~" and two hex digits, so that no id can name another's page or a path. A longer name is cut, and ends with a number made from all of it.
 */
export function pageName(id: string): string {
  const name = [...new TextEncoder().encode(id)]
    .map((byte) => {
      const char = String.fromCharCode(byte);
      return /[\w-]/.test(char) ? char : `~${byte.toString(16).padStart(2, "0")}`;
    })
    .join("");
  if (name === "index") return "~69ndex";
  return name.length <= longest ? name : `${name.slice(0, 120)}~~${digest(name)}`;
}

/** 64 bits of a text (FNV-1a), as hex. */
function digest(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (const char of text) hash = BigInt.asUintN(64, (hash ^ BigInt(char.charCodeAt(0))) * 0x100000001b3n);
  return hash.toString(16).padStart(16, "0");
}

/** What the head of this page says (observablehq.config.ts). Each link asks: where pages are drawn at build time a selector is slow. */
function said(name: string): string | null {
  if (typeof document !== "object") return null;
  const meta = Array.from(document.head.children).find((e) => e.tagName === "META" && e.getAttribute("name") === name);
  return meta?.getAttribute("content") ?? null;
}

/** An address within the site, such as "./method#trust", as seen from this page. */
export const siteLink = (address: string): string => address.replace(/^\.\//, said("site-root") ?? "./");

/** The id of whoever is left out of an edition: they have no page. */
export const withheldId = "withheld";

/** The address of a partner's page, as seen from this page; where partners have none, that of the page that says so. */
export const partnerLink = (id: string): string => siteLink(hasPartnerPages() ? `./partner/${pageName(id)}` : "./partner");

/** The page that puts a partner beside another. */
export const compareLink = (id: string): string => siteLink(`./compare?${new URLSearchParams({a: id}).toString()}`);

/** The folder of published files with how each partner's figures came about; in the site each is next to the partner's page. */
export const explainedFolder = "explained";

/** The folder of published files with the figures of earlier dates, a file a date. */
export const pastFolder = "past";

/** Where the figures of an earlier date are to be had: of a built site, and of pages that are being edited. */
export const pastAddresses = (day: string): string[] => [
  siteLink(`./${pastFolder}/${day}.json`),
  siteLink(`./_file/data/${pastFolder}/${day}.json`)
];

/** The name of the one such file without numbers, for readers who are not shown records; no partner's page can have it. */
export const formulasFile = "~formulas";

/** The pages that open how figures of all partners came about. */
export const portfolioPages = [
  "index",
  "revenue",
  "trust",
  "reciprocity",
  "concentration",
  "segments",
  "deals",
  "people",
  "service",
  "changes",
  "attention",
  "partners",
  "owner"
] as const;

/** The name of the file with the figures of all partners together. */
export const portfolioFile = "~portfolio";

/**
 * Where how figures came about is to be had: of a built site, and of pages that are being edited.
 * @param of whose figures: those of a partner by its id, of all together, or the formulas alone
 */
export function explainedAddresses(of: {id: string} | "portfolio" | "formulas"): string[] {
  const name = of === "formulas" ? formulasFile : of === "portfolio" ? portfolioFile : pageName(of.id);
  return [siteLink(`./partner/${name}.json`), siteLink(`./_file/data/${explainedFolder}/${name}.json`)];
}

/** Whether partners have pages of their own in this site. */
export const hasPartnerPages = (): boolean => said("partner-pages") !== "none";

/** Whether the site has the page of definitions; editions for some partners have one page only. */
export const hasMethod = (): boolean => said("method-page") !== "none";
