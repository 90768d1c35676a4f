import {glossary} from "../copy/glossary.js";
import {hasMethod, siteLink} from "../shared/address.js";
import {element} from "./dom.js";

/** Every term with what it means and the way to its whole definition. */
export const glossaryList = (): Node =>
  element(
    "dl",
    {class: "glossary"},
    ...glossary.flatMap(({term, says, metric, anchor}) => [
      element("dt", {id: anchor}, term),
      element(
        "dd",
        {},
        `${says} `,
        hasMethod() &&
          element(
            "a",
            {href: siteLink(`./method#${metric}`), "aria-label": `The whole definition of ${term}`},
            "Whole definition"
          )
      )
    ])
  );
