import {createHash} from "node:crypto";
import {readFileSync, writeFileSync} from "node:fs";
import path from "node:path";
import {defaultTreeAdapter as tree, html as names, parse, serialize} from "parse5";
import {sheetSource} from "../../src/copy/frame.ts";
import {attribute, elements, htmlFiles, textOf, type Element} from "./verify.ts";
import {isNotebook} from "./notebooks/heads.ts";
import {folders, ids} from "./framework/names.ts";
import {wakeCode} from "../wakeCode.mjs";

/** Compiled into the program: what wakeCode() gives. */
declare const HANDSHAKE_WAKE: string | undefined;

/**
 * Makes each page of a built site fit to publish: its language said, zooming allowed, only scripts that it came with may run,
 * and these wait until the page is painted. Adds .nojekyll, without which GitHub Pages drops folders that begin with an underscore.
 */
export function hardenSite(site: string): void {
  // the pages of partners are made from one that is hard already
  for (const file of htmlFiles(site).filter((name) => !name.startsWith(`partner${path.sep}`))) {
    const full = path.join(site, file);
    const notebook = isNotebook(file);
    const read = (href: string) => readFileSync(path.join(path.dirname(full), href), "utf8");
    writeFileSync(full, hardenPage(readFileSync(full, "utf8"), {notebook, read}));
  }
  writeFileSync(path.join(site, ".nojekyll"), "");
}

/** What of a page's place in its site matters. */
export interface Place {
  /** Notebooks whose code needs it may also evaluate code, as Arquero's expressions and d3-dsv do. */
  notebook?: boolean;
  /** The text of a stylesheet or module that the page links. */
  read?: (href: string) => string;
}

/** One page. */
export function hardenPage(text: string, {notebook = false, read}: Place = {}): string {
  const document = parse(text);
  const all = [...elements(document)];
  for (const e of all) {
    if (e.tagName === "html") setAttribute(e, "lang", "en");
    if (e.tagName === "meta" && attribute(e, "name") === "viewport")
      setAttribute(e, "content", "width=device-width, initial-scale=1");
  }
  freeSidebarClose(all);
  addSkipLink(all);
  const charset = all.find((e) => e.tagName === "meta" && attribute(e, "charset") !== undefined);
  const head = all.find((e) => e.tagName === "head");
  if (head) paintFirst(head, all, read);
  if (head) {
    describe(head, all);
    const meta = tree.createElement("meta", names.NS.HTML, [
      {name: "http-equiv", value: "Content-Security-Policy"},
      {name: "content", value: policy([...elements(document)], notebook && evaluates(all, read))}
    ]);
    const next = head.childNodes[charset ? head.childNodes.indexOf(charset) + 1 : 0];
    if (next) tree.insertBefore(head, meta, next);
    else tree.appendChild(head, meta);
  }
  return serialize(document);
}

/** What a page is about, for who finds it elsewhere, and a line that names company, page and date on every printed sheet. */
function describe(head: Element, all: Element[]): void {
  const finding = all.find((e) => e.tagName === "h1");
  const about = finding ? textOf(finding).replaceAll(/\s+/g, " ").trim() : "";
  if (about)
    tree.appendChild(
      head,
      tree.createElement("meta", names.NS.HTML, [
        {name: "name", value: "description"},
        {name: "content", value: `${about}.`}
      ])
    );
  const title = textOf(all.find((e) => e.tagName === "title") ?? head);
  const footer = all.find((e) => attribute(e, "id") === ids.footer);
  const date = /data to [^·]+/.exec(footer ? textOf(footer) : "")?.[0].trim();
  if (!date) return;
  const style = tree.createElement("style", names.NS.HTML, []);
  const line = `${title} · ${date}`.replaceAll(/["\\<\n]/g, (c) => `\\${c.charCodeAt(0).toString(16)} `);
  tree.insertText(style, sheetStyle(line));
  tree.appendChild(head, style);
}

/** The head and the foot of every printed sheet; a page that is asked for another choice changes the head (src/ui/sheetHead.ts). */
const sheetStyle = (line: string): string => {
  const font = "font: 8pt sans-serif;";
  return `@page { @top-left { content: "${line}"; ${font} } @bottom-left { content: "${sheetSource}"; ${font} } @bottom-right { content: counter(page) " / " counter(pages); ${font} } }`;
};

/**
 * A page is drawn already: its styles come with it (a second request would double the wait), its scripts wait until it is painted
 * (framework/wake.ts), and where an element is called "below" the first frame has all that is above it.
 */
function paintFirst(head: Element, all: Element[], styles: Place["read"]): void {
  const links = [...elements(head)].filter((e) => e.tagName === "link");
  for (const link of links) {
    const [rel, href] = [attribute(link, "rel"), attribute(link, "href")];
    if (rel === "modulepreload") link.attrs = link.attrs.map((a) => (a.name === "rel" ? {...a, name: "data-rel"} : a));
    if (styles && rel === "preload") tree.detachNode(link);
    if (styles && rel === "stylesheet" && href) writeStyles(link, styles(href));
  }
  const expect = [
    {name: "rel", value: "expect"},
    {name: "href", value: "#below"},
    {name: "blocking", value: "render"}
  ];
  if (all.some((e) => attribute(e, "id") === "below")) tree.appendChild(head, tree.createElement("link", names.NS.HTML, expect));
  const script = all.findLast((e) => e.tagName === "script" && attribute(e, "type") === "module" && !attribute(e, "src"));
  if (!script || !/^define\(\{id: /m.test(textOf(script))) return;
  const waits = all.some((e) => attribute(e, "id") === "below" || isHeavy(e)) ? "reader" : "idle";
  script.attrs = [
    {name: "type", value: "text/plain"},
    {name: "data-cells", value: waits}
  ];
  const early = tree.createElement("script", names.NS.HTML, []);
  tree.insertText(early, waking());
  tree.appendChild(head, early);
}

/** What loads a database of many megabytes waits until a reader wants it. */
const isHeavy = (e: Element): boolean => /duckdb|parquet-wasm/.test(attribute(e, "href") ?? "");

let code: string | undefined;
const waking = (): string => (code ??= typeof HANDSHAKE_WAKE === "string" ? HANDSHAKE_WAKE : wakeCode());

/** Puts a stylesheet where its link stands, unless it names files beside itself or would end its own element. */
function writeStyles(link: Element, text: string): void {
  if (!link.parentNode || /url\(\s*(?!["']?(?:data:|#))|@import|<\/style/i.test(text)) return;
  const style = tree.createElement("style", names.NS.HTML, []);
  tree.insertText(style, text);
  tree.insertBefore(link.parentNode, style, link);
  tree.detachNode(link);
}

/** The first thing that a keyboard reaches leads past the menu (WCAG 2.4.1). */
function addSkipLink(all: Element[]): void {
  const body = all.find((e) => e.tagName === "body");
  const main = all.find((e) => e.tagName === "main" && attribute(e, "id") === ids.main);
  if (!body || !main || all.some((e) => attribute(e, "class") === "skip")) return;
  setAttribute(main, "tabindex", "-1");
  const link = tree.createElement("a", names.NS.HTML, [
    {name: "class", value: "skip"},
    {name: "href", value: `#${ids.main}`}
  ]);
  tree.insertText(link, "Skip to content");
  const [first] = body.childNodes;
  if (first) tree.insertBefore(body, link, first);
  else tree.appendChild(body, link);
}

/** Framework puts the button that closes the sidebar into a list, where only items may be (WCAG 1.3.1). */
function freeSidebarClose(all: Element[]): void {
  const close = all.find((e) => attribute(e, "id") === ids.closeMenu);
  const list = close?.parentNode;
  if (!close || !list || list.nodeName !== "ol" || !("parentNode" in list) || !list.parentNode) return;
  const {parentNode: sidebar} = list;
  tree.detachNode(close);
  const next = sidebar.childNodes[sidebar.childNodes.indexOf(list) + 1];
  if (next) tree.insertBefore(sidebar, close, next);
  else tree.appendChild(sidebar, close);
}

function setAttribute(element: Element, name: string, value: string): void {
  element.attrs = [...element.attrs.filter((a) => a.name !== name), {name, value}];
}

/** Whether code of the page, or of a module of ours that it imports, makes functions from text: Arquero's expressions, d3-dsv's rows, and a client's tables of rows. */
function evaluates(all: Element[], read: Place["read"]): boolean {
  const links = all.filter((e) => e.tagName === "link").flatMap((e) => attribute(e, "href") ?? []);
  if (links.some((href) => href.includes(`/${folders.packages}/arquero@`))) return true;
  const own = links
    .filter((href) => href.includes(`/${folders.modules}/`) && href.endsWith(".js"))
    .map((href) => read?.(href) ?? "");
  const inline = all.filter((e) => e.tagName === "script").map(textOf);
  return [...own, ...inline].some((code) =>
    /\.(csv|tsv|dsv|csvParse|tsvParse)\(|\b(csvParse|tsvParse|dsvFormat|DuckDBClient)\b/.test(code)
  );
}

/** The content security policy: each inline script by its hash, nothing from elsewhere. */
function policy(all: Element[], evaluating: boolean): string {
  const inline = all.filter((e) => e.tagName === "script" && attribute(e, "src") === undefined).map(textOf);
  const hashes = [...new Set(inline)].map((code) => `'sha256-${createHash("sha256").update(code).digest("base64")}'`);
  const wasm = all.some(isHeavy);
  const scripts = ["'self'", ...(evaluating ? ["'unsafe-eval'"] : wasm ? ["'wasm-unsafe-eval'"] : []), ...hashes];
  return [
    "default-src 'none'",
    `script-src ${scripts.join(" ")}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self' blob:",
    "base-uri 'self'",
    "form-action 'none'"
  ].join("; ");
}
