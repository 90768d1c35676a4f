import type {Sentence} from "../contract/index.js";
import {siteLink} from "../shared/address.js";
import {element} from "./dom.js";
import {help} from "./help.js";
import {sentence} from "./words.js";

interface KeyNumber {
  value: string;
  unit: string;
  note: Sentence;
  /** The page that explains it. */
  to?: string;
  /** The word that is explained (src/copy/terms.ts). */
  term?: string | undefined;
}

/** The five numbers under the headline, each the way into its page where it has one. */
export const keyNumbers = (numbers: readonly KeyNumber[]): Node =>
  element(
    "ul",
    {class: "numbers"},
    ...numbers.map(({value, unit, note, to, term}) =>
      element(
        "li",
        {},
        element(to ? "a" : "span", {href: to ? siteLink(to) : null}, element("strong", {}, value), unit ? ` ${unit}` : ""),
        // joined to the word before it, so that it is never alone on a line
        ...(term ? ["\u2060", help(term)] : []),
        element("p", {}, sentence(note))
      )
    )
  );
