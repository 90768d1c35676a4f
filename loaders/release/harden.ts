import {createHash} from "node:crypto";
import {readFileSync, writeFileSync} from "node:fs";
import path from "node:path";
import {defaultTreeAdapter as tree, html as names, parse, serialize} from "parse5";
import {attribute, elements, htmlFiles, textOf, type Element} from "./verify.ts";
import type {PartTexts} from "./parts.ts";
import {fillParts, fillWords, type Words} from "./words.ts";

/** What the build puts into the pages' HTML. */
export interface Filling {
  words?: Words;
  parts?: PartTexts;
}

/**
 * Makes each page of a built site fit to publish: its language said, zooming allowed, only scripts that it came with may run,
 * and its sentences and pictures in the HTML itself. Adds .nojekyll, without which GitHub Pages drops folders that begin with an underscore.
 */
export function hardenSite(site: string, filling: Filling): void {
  for (const file of htmlFiles(site)) {
    const full = path.join(site, file);
    const notebook = file.startsWith(`notebooks${path.sep}`);
    const styles = (href: string) => readFileSync(path.join(path.dirname(full), href), "utf8");
    writeFileSync(full, hardenPage(readFileSync(full, "utf8"), {...filling, notebook, styles}));
  }
  writeFileSync(path.join(site, ".nojekyll"), "");
}

/** What of a page's place in its site matters. */
export interface Place {
  /** Notebooks may also evaluate code, which Arquero's expressions and d3-dsv need. */
  notebook?: boolean;
  /** The text of a stylesheet that the page links. */
  styles?: (href: string) => string;
}

/** One page. */
export function hardenPage(text: string, {notebook = false, styles, words = {}, parts = {}}: Filling & Place = {}): string {
  const document = parse(text);
  const all = [...elements(document)];
  for (const e of all) {
    if (e.tagName === "html") setAttribute(e, "lang", "en");
    if (e.tagName === "meta" && attribute(e, "name") === "viewport")
      setAttribute(e, "content", "width=device-width, initial-scale=1");
  }
  freeSidebarClose(all);
  fillWords(all, words);
  fillParts(all, parts);
  const charset = all.find((e) => e.tagName === "meta" && attribute(e, "charset") !== undefined);
  const head = all.find((e) => e.tagName === "head");
  if (head && all.some((e) => attribute(e, "id") === "below")) paintAtOnce(head, all, styles);
  if (head) {
    const meta = tree.createElement("meta", names.NS.HTML, [
      {name: "http-equiv", value: "Content-Security-Policy"},
      {name: "content", value: policy(all, notebook)}
    ]);
    describe(head, all, words);
    const next = head.childNodes[charset ? head.childNodes.indexOf(charset) + 1 : 0];
    if (next) tree.insertBefore(head, meta, next);
    else tree.appendChild(head, meta);
  }
  return serialize(document);
}

/** What a page is about, for who finds it elsewhere, and a line that names company, page and date on every printed sheet. */
function describe(head: Element, all: Element[], words: Words): void {
  const name = all.map((e) => attribute(e, "data-words")).find((n) => n?.endsWith(".headline"));
  const finding = words[name ?? ""]?.finding ?? [];
  const about = finding.map((p) => (typeof p === "string" ? p : "strong" in p ? p.strong : p.name)).join("");
  if (about)
    tree.appendChild(
      head,
      tree.createElement("meta", names.NS.HTML, [
        {name: "name", value: "description"},
        {name: "content", value: `${about}.`}
      ])
    );
  const title = textOf(all.find((e) => e.tagName === "title") ?? head);
  const footer = all.find((e) => attribute(e, "id") === "observablehq-footer");
  const date = /data to [^·]+/.exec(footer ? textOf(footer) : "")?.[0].trim();
  if (!date) return;
  const style = tree.createElement("style", names.NS.HTML, []);
  const line = `${title} · ${date}`.replaceAll(/["\\<\n]/g, (c) => `\\${c.charCodeAt(0).toString(16)} `);
  tree.insertText(style, `@page { @top-left { content: "${line}"; font: 8pt sans-serif; } }`);
  tree.appendChild(head, style);
}

/**
 * On a page that is drawn already its scripts need not hurry, and the line is free for what is read; the first frame has all that
 * stands above the element "below", in the page's own styles: a second request would double the wait.
 */
function paintAtOnce(head: Element, all: Element[], styles: Place["styles"]): void {
  const links = [...elements(head)].filter((e) => e.tagName === "link");
  for (const link of links) {
    const [rel, href] = [attribute(link, "rel"), attribute(link, "href")];
    if (rel === "modulepreload" || (styles && rel === "preload")) tree.detachNode(link);
    if (styles && rel === "stylesheet" && href) writeStyles(link, styles(href));
  }
  const expect = [
    {name: "rel", value: "expect"},
    {name: "href", value: "#below"},
    {name: "blocking", value: "render"}
  ];
  tree.appendChild(head, tree.createElement("link", names.NS.HTML, expect));
  for (const script of all.filter((e) => e.tagName === "script" && attribute(e, "type") === "module")) runAfterPaint(script);
}

/** Puts a stylesheet where its link stands, unless it names files beside itself or would end its own element. */
function writeStyles(link: Element, text: string): void {
  if (!link.parentNode || /url\(\s*(?!["']?(?:data:|#))|@import|<\/style/i.test(text)) return;
  const style = tree.createElement("style", names.NS.HTML, []);
  tree.insertText(style, text);
  tree.insertBefore(link.parentNode, style, link);
  tree.detachNode(link);
}

/** After two frames, words and pictures: until then imports would take their share of the line. A window that nobody sees has no frames. */
const afterPaint =
  "if (!document.hidden) await new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(go))));";

/** Lets a page's own script, as Framework writes it, import what it needs when the page is painted. */
function runAfterPaint(script: Element): void {
  const code = textOf(script).replaceAll(
    /^import (?:(\{[^}]*\}) from )?("[^"]+");$/gm,
    (_, named: string | undefined, from: string) =>
      named ? `const ${named.replaceAll(" as ", ": ")} = await import(${from});` : `await import(${from});`
  );
  script.childNodes = [];
  tree.insertText(script, `\n${afterPaint}\n${code}`);
}

/** Framework puts the button that closes the sidebar into a list, where only items may stand (WCAG 1.3.1). */
function freeSidebarClose(all: Element[]): void {
  const close = all.find((e) => attribute(e, "id") === "observablehq-sidebar-close");
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

/** The content security policy: each inline script by its hash, nothing from elsewhere. */
function policy(all: Element[], notebook: boolean): string {
  const inline = all.filter((e) => e.tagName === "script" && attribute(e, "src") === undefined).map(textOf);
  const hashes = [...new Set(inline)].map((code) => `'sha256-${createHash("sha256").update(code).digest("base64")}'`);
  const wasm = all.some((e) => /duckdb|parquet-wasm/.test(attribute(e, "href") ?? ""));
  const scripts = ["'self'", ...(notebook ? ["'unsafe-eval'"] : wasm ? ["'wasm-unsafe-eval'"] : []), ...hashes];
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
