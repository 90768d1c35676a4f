import type {About, Answer, Sentence} from "../contract/index.js";
import {siteLink} from "../shared/address.js";
import {answerTree, sentenceTree} from "../shared/answer.js";
import {element, grow} from "./dom.js";
import {carryChoice} from "./carry.js";
import {explainTerms} from "./termsIn.js";
import {datedLine, noPartner, settingsLine} from "../copy/frame.js";

// every page has words, and its links take along what lists are narrowed to
carryChoice();

/** The words of a section: question, finding, reasons, way in. */
export function words(answer: Answer): Node {
  const fragment = document.createDocumentFragment();
  const grown = answerTree(answer, false).map(grow);
  explainTerms(grown.filter((node): node is HTMLElement => node.nodeName === "P" && !(node as Element).className));
  fragment.append(...grown);
  return fragment;
}

/** The words that open a page: its finding as the title. */
export function headline(answer: Answer): Node {
  const fragment = document.createDocumentFragment();
  fragment.append(...answerTree(answer, true).map(grow));
  return fragment;
}

/** A sentence in line. */
export const sentence = (parts: Sentence): HTMLElement => element("span", {}, ...sentenceTree(parts).map(grow));

/** A partner's name that leads to its page. */
export const partnerName = (id: string, name: string): Node => sentence([{id, name}]);

/** The line above a title: the date of the data, and how much there is of it. */
export const dated = (about: About): string => datedLine(about);

/** The opening of one partner's page: its name, the verdict, the facts; without one, what to do. */
export function opening(
  partner: {name: string; verdict: string; facts: string; leftOut?: Sentence} | null,
  missing: typeof noPartner = noPartner
): Node {
  if (partner === null)
    return element(
      "div",
      {},
      element("h1", {}, missing.title),
      element("p", {class: "lead"}, `${missing.text} `, element("a", {href: siteLink("./partners")}, missing.way), ".")
    );
  return element(
    "div",
    {},
    element("h1", {}, element("bdi", {}, partner.name)),
    element("p", {class: "verdict"}, partner.verdict),
    ...(partner.leftOut?.length ? [element("p", {}, sentence(partner.leftOut))] : []),
    element("p", {class: "dated"}, partner.facts)
  );
}

/** The line at a page's foot: which settings behind its figures differ from their defaults; nothing where none does. */
export function settingsFoot(about: About): Node | string {
  const line = settingsLine(about);
  if (!line) return "";
  return element("p", {class: "dated"}, `${line} `, element("a", {href: siteLink("./method")}, "All settings"));
}
