import {hasMethod, partnerLink, siteLink, withheldId} from "./address.js";
import type {Answer, Sentence} from "../contract/index.js";

/** An element to be made: by the page in a document, by the build as HTML. Text is always text. */
export interface Tree {
  tag: string;
  attributes: Record<string, string>;
  children: (Tree | string)[];
}

export const tree = (tag: string, attributes: Record<string, string>, children: (Tree | string)[]): Tree => ({
  tag,
  attributes,
  children
});

/** The pieces of a sentence; a foreign name is in <bdi>, so that its direction stays its own. */
export const sentenceTree = (sentence: Sentence): (Tree | string)[] =>
  sentence.map((part) => {
    if (typeof part === "string") return part;
    if ("strong" in part) return tree("strong", {}, [part.strong]);
    if ("to" in part) return hasMethod() ? tree("a", {href: siteLink(part.to)}, [tree("bdi", {}, [part.name])]) : part.name;
    if (part.id === withheldId) return part.name;
    return tree("a", {href: partnerLink(part.id)}, [tree("bdi", {}, [part.name])]);
  });

/** The words of a section: question, finding, reasons, way in. At `top` the finding is the page's title. */
export function answerTree(answer: Answer, top: boolean): Tree[] {
  return [
    ...(answer.question ? [tree("p", {class: "question"}, [answer.question])] : []),
    tree(top ? "h1" : "h2", {}, sentenceTree(answer.finding)),
    ...answer.paragraphs.map((p) => tree("p", {class: top ? "lead" : ""}, sentenceTree(p))),
    ...(answer.way ? [tree("p", {class: "way"}, [tree("a", {href: siteLink(answer.way.to)}, [`${answer.way.label} →`])])] : [])
  ];
}
