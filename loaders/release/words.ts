import {existsSync, readFileSync, readdirSync} from "node:fs";
import path from "node:path";
import {defaultTreeAdapter as tree, html as names} from "parse5";
import {answerTree, type Tree} from "../../src/components/answer.ts";
import type {Answer} from "../../src/contract.ts";
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
 * Puts sentences into the HTML itself, into the place that Framework keeps for them until its script arrives (and clears then):
 * so they are read at once, in print, and with no script at all.
 */
export function fillWords(all: Element[], words: Words): void {
  for (const element of all) {
    const name = attribute(element, "data-words");
    const answer = name === undefined ? undefined : words[name];
    const place = [...elements(element)].find((e) => e.tagName === "observablehq-loading");
    if (answer && place) for (const child of answerTree(answer, name!.endsWith(".headline"))) append(place, child);
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
