import {existsSync, readFileSync} from "node:fs";
import {notebookHeads} from "./loaders/release/notebooks/heads.ts";
import {readPublished, toFind} from "./loaders/release/toFind.ts";
import {templateName} from "./src/shared/address.js";
import {longDate} from "./src/shared/formats.js";
import {escapeHtml as escaped} from "./src/shared/html.js";

interface About {
  company: string;
  as_of: string;
}

const icon =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Ccircle cx='6' cy='8' r='5' fill='%233b5fc0'/%3E%3Ccircle cx='10.5' cy='8' r='4.5' fill='none' stroke='%23888' stroke-width='2'/%3E%3C/svg%3E";

/** Name, logo and locale of a company's own folder (brand.json); else the product's. */
interface Brand {
  name: string;
  locale: string;
  /** An address that needs no file. */
  logo: string | null;
  /** What the menu calls pages, by address; null takes an entry out. */
  menu?: Record<string, string | null>;
}

const brandNow = (): Brand =>
  existsSync("src/brand.json")
    ? (JSON.parse(readFileSync("src/brand.json", "utf8")) as Brand)
    : {name: "Handshake", locale: "en", logo: null};

const signOf = ({name, logo}: Brand): string =>
  `<a href="/">${logo ? `<img src="${logo}" alt="" style="height:1.4em;vertical-align:middle;margin-right:.4em">` : ""}${escaped(name)}</a>`;

/** Pages write numbers as the locale has them; English needs no word. */
const localeTag = ({locale}: Brand): string => (locale === "en" ? "" : `<meta name="locale" content="${escaped(locale)}">`);

interface Menu {
  name: string;
  path?: string;
  pages?: Menu[];
}

/** The entries whose pages are shown. */
const menuOf = (menu: Menu[], only: string[] | null): Menu[] =>
  menu.flatMap((entry) => {
    if (entry.path) {
      const page = entry.path.slice(1);
      const name = brandNow().menu?.[page];
      return name === null || (only && !only.includes(page)) ? [] : [{...entry, name: name ?? entry.name}];
    }
    const pages = menuOf(entry.pages ?? [], only);
    return pages.length ? [{...entry, pages}] : [];
  });

/** With scripts a page says so at once, and once it has come it lays out what waited below the window. */
const marks =
  '{const page = document.documentElement.classList; page.add("js"); addEventListener("load", () => setTimeout(() => page.add("settled"), 50));}';

/** A browser that refuses to keep anything stops Framework's script for the menu, which asks how it was left: there it was left no way. */
const noStorage =
  'try {sessionStorage;} catch {Object.defineProperty(window, "sessionStorage", {value: {getItem: () => null, setItem() {}, removeItem() {}}});}';

const early = marks + noStorage;

const menu: Menu[] = [
  {name: "Overview", path: "/index"},
  {name: "Revenue", path: "/revenue"},
  {name: "Partners", path: "/partners"},
  {name: "Compare", path: "/compare"},
  {name: "What needs attention", path: "/attention"},
  {name: "What changed", path: "/changes"},
  {
    name: "Partnerships",
    pages: [
      {name: "Trust", path: "/trust"},
      {name: "Reciprocity", path: "/reciprocity"},
      {name: "Concentration", path: "/concentration"},
      {name: "Segments", path: "/segments"}
    ]
  },
  {
    name: "Operations",
    pages: [
      {name: "Deals", path: "/deals"},
      {name: "People", path: "/people"},
      {name: "Service", path: "/service"}
    ]
  },
  {
    name: "Data and method",
    pages: [
      {name: "Data", path: "/data"},
      {name: "What your data can answer", path: "/coverage"},
      {name: "Method", path: "/method"},
      {name: "Glossary", path: "/glossary"}
    ]
  }
];

/** The menu with each notebook in the section that it names; of those with one title, each has its address too. */
function withNotebooks(entries: Menu[]): Menu[] {
  const groups = entries.map((entry) => (entry.pages ? {...entry, pages: [...entry.pages]} : entry));
  const heads = notebookHeads("src").filter(({draft}) => !draft);
  const names = [
    ...groups.flatMap(({name, pages}) => pages?.map((page) => page.name) ?? [name]),
    ...heads.map(({title}) => title)
  ];
  for (const {page, title: own, section} of heads) {
    const title = names.filter((name) => name === own).length > 1 ? `${own} (${page})` : own;
    let group = groups.find(({name, pages}) => pages && name === section);
    if (!group) groups.push((group = {name: section, pages: []}));
    group.pages!.push({name: title, path: `/${page}`});
  }
  return groups;
}

/** Whether each partner has a page. */
const partnerPages = (only: string[] | null) =>
  existsSync("src/partner/[id].md") && (!only || only.includes("partner")) ? "each" : "none";

/** The way from a page to the site's root. */
const rootFrom = (path: string) => "../".repeat(path.split("/").length - 2) || "./";

/** The site of a company with the data of one date. */
export const siteConfig = ({company, as_of, only = null}: About & {only?: string[] | null}) => ({
  root: "src",
  title: company,
  // Framework takes it as HTML
  home: escaped(brandNow().name),
  style: "style.css",
  globalStylesheets: [],
  duckdb: {extensions: {json: null, parquet: null}},
  toc: false,
  pager: false,
  search: {index: toFind(only)},
  header: signOf(brandNow()),
  head: ({path}: {path: string}) =>
    `<meta name="site-root" content="${rootFrom(path)}"><meta name="partner-pages" content="${partnerPages(only)}">${localeTag(brandNow())}<link rel="icon" href="${icon}"><script>${early}</script>`,
  footer: `${escaped(company)} · data to ${longDate(as_of)} · every figure is defined on the <a href="/method">Method</a> page`,
  pages: withNotebooks(menuOf(menu, only)),
  // one page is built, and filled for each partner (loaders/release/framework/partnerPages.ts)
  dynamicPaths: partnerPages(only) === "each" ? [`/partner/${templateName}`] : []
});

/** The shell of editions for some partners: one page, no menu, no search, no way to a page of all partners. */
export const editionConfig = ({company, as_of}: About) => ({
  root: "src",
  title: company,
  style: "style.css",
  globalStylesheets: [],
  duckdb: {extensions: {json: null, parquet: null}},
  toc: false,
  pager: false,
  sidebar: false,
  search: false,
  header: "",
  head: `<meta name="site-root" content="./"><meta name="partner-pages" content="none"><meta name="method-page" content="none">${localeTag(brandNow())}<link rel="icon" href="${icon}"><script>${early}</script>`,
  footer: `${escaped(company)} · data to ${longDate(as_of)}`,
  pages: []
});

/** Company and date of the published files that pages read now. */
export const aboutNow = (): About =>
  (readPublished("overview") as {about: About} | undefined)?.about ?? {company: "Handshake", as_of: "1970-01-01"};

export default siteConfig(aboutNow());
