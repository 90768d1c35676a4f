import {existsSync, readFileSync, readdirSync, statSync} from "node:fs";
import path from "node:path";
import type {DefaultTreeAdapterTypes} from "parse5";
import {HandshakeError} from "../errors.ts";
import {errorClass, folders} from "./framework/names.ts";
import {sourceName} from "./sources.ts";

export type Node = DefaultTreeAdapterTypes.Node;
export type Element = DefaultTreeAdapterTypes.Element;

/** Every element of a document, in order. */
export function* elements(node: Node): Generator<Element> {
  const waiting = [node];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    if ("tagName" in next) yield next;
    if ("childNodes" in next) for (let i = next.childNodes.length - 1; i >= 0; i--) waiting.push(next.childNodes[i]!);
  }
}

export const attribute = (element: Element, name: string): string | undefined =>
  element.attrs.find((a) => a.name === name)?.value;

/** All text in an element. */
export function textOf(node: Node): string {
  if (node.nodeName === "#text") return (node as DefaultTreeAdapterTypes.TextNode).value;
  return "childNodes" in node ? node.childNodes.map(textOf).join("") : "";
}

/** The site's HTML files, relative to its folder, sorted. */
export const htmlFiles = (site: string): string[] =>
  readdirSync(site, {recursive: true, encoding: "utf8"})
    .filter((f) => f.endsWith(".html"))
    .sort();

/** References of what is no page to files that are not there. */
export const fileFaults = (site: string): string[] => [...moduleFaults(site), ...dataFaults(site)];

/** What messages call a site: where there are several, each is an edition. */
export const siteName = (edition: string): string => (edition ? `The edition "${edition}"` : "The site");

/** Why a site that was built is not published. */
export const unfit = (faults: string[], {aside, edition = ""}: {aside?: string; edition?: string} = {}): HandshakeError =>
  new HandshakeError(
    `${siteName(edition)} was built but can't be published, ${faults.length === 1 ? "one fault" : `${faults.length} faults`} in its pages:\n${faults
      .map((f) => `  ${f}`)
      .join(
        "\n"
      )}\nIf a page, component or notebook was edited, correct it there and rebuild (npm run dev shows it while you edit). If nothing was edited, install the version that published last, and report these lines.${aside ? ` What was built lies in ${aside}.` : ""} Nothing was published; readers keep the last site.`
  );

const filesEnding = (site: string, ending: string): string[] =>
  readdirSync(site, {recursive: true, encoding: "utf8"})
    .filter((f) => f.endsWith(ending))
    .sort();

/** Modules and style sheets that name other files. Framework's own modules import on demand what no page may use. */
function moduleFaults(site: string): string[] {
  const modules = filesEnding(site, ".js").flatMap((file) => {
    const code = readFileSync(path.join(site, file), "utf8");
    const named = file.startsWith(folders.framework)
      ? /\b(?:from|import)\s*"(\.{1,2}\/[^"]+)"/g
      : /\b(?:from|import|import\()\s*"(\.{1,2}\/[^"]+)"/g;
    return [...code.matchAll(named)].map((m) => [file, m[1]!] as const);
  });
  const styles = filesEnding(site, ".css").flatMap((file) => {
    const code = readFileSync(path.join(site, file), "utf8");
    return [...code.matchAll(/url\(["']?(?!data:|#|https?:)([^"')]+)/g)].map((m) => [file, m[1]!] as const);
  });
  return [...modules, ...styles]
    .filter(([file, reference]) => !exists(site, file, reference))
    .map(([file, reference]) => `${file}: the file ${reference} is missing from the build`);
}

function dataFaults(site: string): string[] {
  return filesEnding(site, ".json").flatMap((file) => {
    try {
      JSON.parse(readFileSync(path.join(site, file), "utf8"));
      return [];
    } catch {
      return [`${file}: is not whole JSON`];
    }
  });
}

/** Whether there is what pages of a site refer to, by its path: they name the same files and pages. */
export type Known = Map<string, boolean>;

/** The same of one page. */
export function linkFaults(site: string, file: string, all: readonly Element[], known: Known): string[] {
  const faults: string[] = [];
  const isThere = (reference: string): boolean => {
    const key = `${path.dirname(file)} ${reference}`;
    const found = known.get(key) ?? exists(site, file, reference);
    known.set(key, found);
    return found;
  };
  for (const element of all) {
    if (attribute(element, "class")?.split(/\s+/).includes(errorClass)) faults.push(`error box "${textOf(element).trim()}"`);
    faults.push(
      ...foreignIn(element).map(
        (address) => `<${element.tagName}> loads ${address} from another host. Keep the file beside the page`
      )
    );
    for (const reference of referencesOf(element)) if (!isThere(reference)) faults.push(missing(element, reference));
  }
  if (!faults.length) return [];
  const source = sourceName(file.replace(/\.html$/, ".md"));
  return [...new Set(faults)].map((fault) => `${source}: ${fault}`);
}

const loading = new Set([
  "img",
  "script",
  "iframe",
  "video",
  "audio",
  "source",
  "track",
  "embed",
  "object",
  "link",
  "image",
  "use"
]);
const elsewhere = /^\s*(https?:)?\/\//i;

/** Addresses on other hosts that a browser would load with the page; a link that a reader follows is none. */
export function foreignIn(element: Element): string[] {
  const {tagName} = element;
  if (!loading.has(tagName) && !["style", "script"].includes(tagName) && attribute(element, "style") === undefined) return [];
  const named = ["src", "href", "xlink:href", "data", "poster"].flatMap((name) => attribute(element, name) ?? []);
  const sets = (attribute(element, "srcset") ?? "").split(",").map((part) => part.trim().split(/\s+/)[0]!);
  const kind = attribute(element, "rel") ?? "";
  const loads = loading.has(tagName) && !(tagName === "link" && /^(canonical|alternate|author|license)$/.test(kind));
  const styles = [attribute(element, "style") ?? "", tagName === "style" ? textOf(element) : ""].join("\n");
  const code = tagName === "script" && attribute(element, "src") === undefined ? textOf(element) : "";
  return [
    ...(loads ? [...named, ...sets].filter((address) => elsewhere.test(address)) : []),
    ...[...styles.matchAll(/(?:url\(\s*["']?|@import\s+["'])((?:https?:)?\/\/[^"')\s]+)/gi)].map((m) => m[1]!),
    ...[...code.matchAll(/\b(?:from|import)\s*\(?\s*["']((?:https?:)?\/\/[^"']+)["']/g)].map((m) => m[1]!)
  ];
}

const missing = (element: Element, reference: string) =>
  element.tagName === "a" ? `the link to ${reference} leads to no page` : `the file ${reference} is missing from the build`;

/** Addresses that an element needs: links, images, scripts and, in a module script, imports and attached files. */
function referencesOf(element: Element): string[] {
  const direct = [attribute(element, "href"), attribute(element, "src")].filter((r) => r !== undefined);
  const isModule = attribute(element, "type") === "module" || attribute(element, "data-cells") !== undefined;
  if (element.tagName !== "script" || !isModule) return direct;
  const code = textOf(element);
  const imports = [...code.matchAll(/(?:from |import\()"(\.[^"]+)"/g)].map((m) => m[1]!);
  const files = [...code.matchAll(/^registerFile\(.*"path":"(\.[^"]+)"/gm)].map((m) => m[1]!);
  return [...direct, ...imports, ...files];
}

function exists(site: string, page: string, reference: string): boolean {
  if (/^([a-z][a-z0-9+.-]*:|\/\/|#)/i.test(reference)) return true;
  const address = decodeURI(reference.replace(/[?#].*$/s, ""));
  if (address === "") return true;
  const target = path.join(site, path.dirname(page), address);
  const candidates = [target, `${target}.html`, path.join(target, "index.html")];
  return candidates.some((c) => existsSync(c) && statSync(c).isFile());
}
