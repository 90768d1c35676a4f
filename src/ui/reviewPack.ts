import type {Answer} from "../contract/index.js";
import {reviewWords} from "../copy/review.js";
import {element} from "./dom.js";
import {menu} from "./filters.js";
import {words} from "./words.js";

/** The partner that the address names (?id=); null where it names none. */
export const wantedPartner = (): string | null =>
  typeof location === "object" ? new URLSearchParams(location.search).get("id") : null;

/** The menu of partners; choosing one opens its review. */
export function reviewMenu(partners: readonly {id: string; name: string}[], chosen: string | null): Node {
  const options = partners.map((row) => [row.id, row.name] as const).sort((x, y) => (x[1] < y[1] ? -1 : 1));
  const select = menu(reviewWords.menu, options, chosen ?? "", (id) => {
    if (id) location.assign(`?${new URLSearchParams({id}).toString()}`);
  });
  return element("p", {class: "tools screen"}, select);
}

/** A section of the pack: words, and what proves them beside. */
export const reviewSection = (answer: Answer, proof: Node | string = ""): HTMLElement =>
  element("section", {class: "answer"}, element("div", {class: "words"}, words(answer)), element("div", {}, proof));

/** Empty lines for what the meeting agrees on. */
export function agreementLines(lines = 4): Node {
  const head = reviewWords.columns.map((label) => element("th", {scope: "col"}, label));
  const rows = Array.from({length: lines}, () =>
    element("tr", {class: "blank"}, ...reviewWords.columns.map(() => element("td", {}, "\u00a0")))
  );
  return element(
    "section",
    {class: "whole"},
    element("h2", {}, reviewWords.agreed),
    element(
      "div",
      {class: "table"},
      element("table", {}, element("thead", {}, element("tr", {}, ...head)), element("tbody", {}, ...rows))
    )
  );
}
