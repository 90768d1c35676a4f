import {readdirSync, readFileSync} from "node:fs";
import path from "node:path";
import {parse, type DefaultTreeAdapterTypes} from "parse5";

type Node = DefaultTreeAdapterTypes.ChildNode;
type Element = DefaultTreeAdapterTypes.Element;

/** A table as a reader sees it. */
export interface BuiltTable {
  caption: string;
  head: string[];
  rows: string[][];
  /** Rows in all, of which the page may show the first. */
  size: number;
}

/** A part of a page: the text blocks in their order, and the tables among them. */
export interface BuiltSection {
  texts: string[];
  tables: BuiltTable[];
}

/** What a page says without scripts. */
export interface BuiltPage {
  /** Without ending: "index", "partner/P012". */
  address: string;
  sections: BuiltSection[];
}

const isElement = (node: Node): node is Element => "tagName" in node;
const childrenOf = (node: Node): Node[] => ("childNodes" in node ? node.childNodes : []);
const attribute = (node: Element, name: string) => node.attrs.find((a) => a.name === name)?.value;
/** What is no text for readers; axes of pictures are figures without a sentence. */
const silent = new Set(["script", "style", "template", "nav", "svg", "button", "select", "option"]);
const blocks = new Set([
  "p",
  "h1",
  "h2",
  "h3",
  "h4",
  "figcaption",
  "li",
  "summary",
  "dt",
  "dd",
  "caption",
  "td",
  "th",
  "span.unit"
]);

/** The outermost elements that are so. */
function all(node: Node, is: (element: Element) => boolean): Element[] {
  if (isElement(node) && is(node)) return [node];
  return childrenOf(node).flatMap((child) => all(child, is));
}

const raw = (node: Node, loud: ReadonlySet<string>): string =>
  node.nodeName === "#text"
    ? (node as {value: string}).value
    : isElement(node) && silent.has(node.tagName) && !loud.has(node.tagName)
      ? ""
      : childrenOf(node)
          .map((child) => raw(child, loud))
          .join(inline(node) ? "" : " ");

const inline = (node: Node) => isElement(node) && ["p", "h1", "h2", "h3", "a", "span", "strong", "bdi"].includes(node.tagName);

/** Text as it is read: spaces are spaces. */
const readable = (text: string): string =>
  text
    .replaceAll("\u2060", "")
    .replaceAll(/[\s\u00a0\u202f]+/g, " ")
    .replaceAll(/ ([.,;:)])/g, "$1")
    .trim();

const none: ReadonlySet<string> = new Set();
const textOf = (node: Node): string => readable(raw(node, none));
/** The label of a column, which is a button that sorts, without the sign of its explanation. */
const labelOf = (node: Node): string => readable(raw(node, new Set(["button"])).replaceAll("?", ""));

function tableOf(wrapper: Element): BuiltTable[] {
  return all(wrapper, (e) => e.tagName === "table").map((table) => {
    const lines = all(table, (e) => e.tagName === "tr").map((tr) => {
      const cells = tr.childNodes.filter(isElement);
      const head = cells.every((cell) => cell.tagName === "th" || !textOf(cell)) && cells.some((cell) => cell.tagName === "th");
      return {head, cells: cells.map(head ? labelOf : textOf)};
    });
    const rows = lines.filter((line) => !line.head).map((line) => line.cells);
    const counted = all(wrapper, (e) => attribute(e, "role") === "status")
      .map(textOf)
      .join(" ");
    return {
      caption: all(table, (e) => e.tagName === "caption")
        .map(textOf)
        .join(" "),
      head: lines.find((line) => line.head)?.cells ?? [],
      rows,
      size: Number(/ of ([\d,]+) shown/.exec(counted)?.[1]?.replaceAll(",", "") ?? rows.length)
    };
  });
}

const holdsBlock = (node: Node): boolean =>
  childrenOf(node).some((child) => all(child, (e) => blocks.has(e.tagName) || isTable(e)).length > 0);
const isTable = (e: Element) => attribute(e, "class")?.split(" ").includes("table") ?? false;

/** Text blocks outside tables, the innermost each; what stands beside them in line is a block too. */
function textsOf(node: Node): string[] {
  if (isElement(node) && (silent.has(node.tagName) || isTable(node))) return [];
  if (!holdsBlock(node)) return isElement(node) || node.nodeName === "#text" ? [textOf(node)].filter(Boolean) : [];
  const texts: string[] = [];
  let run = "";
  for (const child of childrenOf(node)) {
    const own = isElement(child) && (blocks.has(child.tagName) || isTable(child) || holdsBlock(child));
    if (!own) run += raw(child, none);
    else {
      texts.push(readable(run), ...textsOf(child));
      run = "";
    }
  }
  return [...texts, readable(run)].filter(Boolean);
}

const sectionOf = (node: Element): BuiltSection => ({
  texts: textsOf(node),
  tables: all(node, isTable).flatMap(tableOf)
});

/** Reads a built page of HTML: what is in `main`, cut into its sections; what stands outside them is a section of its own. */
export function pageOf(html: string, address: string): BuiltPage {
  const [main] = all(parse(html) as unknown as Node, (e) => e.tagName === "main");
  if (!main) return {address, sections: []};
  const parts = all(main, (e) => e.tagName === "section");
  const inside = new Set<Node>(parts);
  const outside = {...main, childNodes: main.childNodes.filter((child) => !inside.has(child))};
  return {address, sections: [sectionOf(outside), ...parts.map(sectionOf)]};
}

/** Every page of a built site. */
export function builtPages(folder: string): BuiltPage[] {
  return readdirSync(folder, {recursive: true, encoding: "utf8"})
    .filter((name) => name.endsWith(".html") && !/404|feed|digest|_/.test(name))
    .sort()
    .map((name) => pageOf(readFileSync(path.join(folder, name), "utf8"), name.replace(/\.html$/, "")));
}

/** All that a page says, one block a line, cells of tables included. */
export const saidOn = ({sections}: BuiltPage): string =>
  sections
    .flatMap(({texts, tables}) => [
      ...texts,
      ...tables.flatMap((t) => [t.caption, t.head.join(" | "), ...t.rows.map((row) => row.join(" | "))])
    ])
    .filter(Boolean)
    .join("\n");
