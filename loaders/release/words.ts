import {existsSync, readFileSync, readdirSync} from "node:fs";
import path from "node:path";
import {defaultTreeAdapter as tree, html as names, parseFragment} from "parse5";
import {answerTree, type Tree} from "../../src/components/answer.ts";
import type {Answer} from "../../src/contract.ts";
import type {PartTexts} from "./parts.ts";
import {attribute, elements, type Element} from "./verify.ts";

/** Answers by "file.key", as an element names the one that it shows: data-words="trust.headline". */
export type Words = Record<string, Answer>;

/** The answers of all published files. */
export function readWords(folder: string): Words {
  if (!existsSync(folder)) return {};
  const entries = readdirSync(folder)
    .filter((f) => f.endsWith(".json"))
    .flatMap((f) => {
      const {words = {}} = JSON.parse(readFileSync(path.join(folder, f), "utf8")) as {words?: Record<string, Answer>};
      return Object.entries(words).map(([key, answer]) => [`${path.basename(f, ".json")}.${key}`, answer] as const);
    });
  return Object.fromEntries(entries);
}

/**
 * Puts sentences into the HTML itself, into the place that names them, or that Framework keeps until its script arrives (and clears then):
 * so they are read at once, in print, and with no script at all.
 */
export function fillWords(all: Element[], words: Words): void {
  for (const element of all) {
    const name = attribute(element, "data-words");
    const answer = name === undefined ? undefined : words[name];
    if (!answer) continue;
    const place = [...elements(element)].find((e) => e.tagName === "observablehq-loading");
    for (const child of answerTree(answer, name!.endsWith(".headline"))) append(place ?? element, child);
    if (!place) element.attrs.push(drawn);
  }
}

/** Says that a place is filled, so that the script leaves it as it is. */
const drawn = {name: "data-drawn", value: ""};

/** Puts parts that were drawn at build time into the places that name them. */
export function fillParts(all: Element[], parts: PartTexts): void {
  for (const element of all) {
    const text = parts[attribute(element, "data-part") ?? ""];
    if (text === undefined) continue;
    for (const child of parseFragment(text).childNodes) {
      child.parentNode = null;
      tree.appendChild(element, child);
    }
    element.attrs.push(drawn);
  }
}

function append(parent: Element, child: Tree | string): void {
  if (typeof child === "string") return tree.insertText(parent, child);
  const attributes = Object.entries(child.attributes).filter(([, value]) => value !== "");
  const element = tree.createElement(
    child.tag,
    names.NS.HTML,
    attributes.map(([name, value]) => ({name, value}))
  );
  for (const inner of child.children) append(element, inner);
  tree.appendChild(parent, element);
}
