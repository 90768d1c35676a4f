import type {File, RowOf} from "../contract/index.js";
import {shortDate} from "../shared/formats.js";
import {element} from "./dom.js";

/** What was noted, the newest first, each with author and day. */
export const notesList = (notes: readonly RowOf<File<"partner_notes">["notes"]>[]): Node =>
  element(
    "ul",
    {class: "notes"},
    ...notes.map(({text, author, day}) =>
      element("li", {}, element("p", {}, text), element("p", {class: "dated"}, element("bdi", {}, author), `, ${shortDate(day)}`))
    )
  );
