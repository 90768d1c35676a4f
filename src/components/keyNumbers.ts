import type {File} from "../contract.js";
import {element} from "./dom.js";
import {sentence} from "./words.js";

/** The five numbers under the headline, each the way into its page. */
export const keyNumbers = (numbers: File<"overview">["numbers"]): Node =>
  element(
    "ul",
    {class: "numbers"},
    ...numbers.map(({value, unit, note, to}) =>
      element("li", {}, element("a", {href: to}, element("strong", {}, value), unit ? ` ${unit}` : ""), element("p", {}, sentence(note)))
    )
  );
