import type {Change} from "../contract/index.js";
import {siteLink} from "../shared/address.js";
import {isNamed} from "../copy/say.js";
import {element} from "./dom.js";
import {wayIn} from "./pageWays.js";
import {sentence} from "./words.js";

/** What was, what is, and why; what is of no partner is revenue. */
export function changesTable(changes: readonly Change[]): Node {
  const head = ["What", "Before", "Now", "Why"].map((label, i) =>
    element("th", {scope: "col", class: i === 3 ? "wide" : ""}, label)
  );
  const rows = changes.map(({what, before, now, why}) =>
    element(
      "tr",
      {},
      element("td", {}, isNamed(what) ? sentence(what) : wayIn(siteLink("./revenue"), sentence(what))),
      element("td", {}, before),
      element("td", {}, now),
      element("td", {class: "wide"}, sentence(why))
    )
  );
  return element(
    "div",
    {class: "table"},
    element(
      "table",
      {},
      element("caption", {}, "What changed, before and now"),
      element("thead", {}, element("tr", {}, ...head)),
      element("tbody", {}, ...rows)
    )
  );
}
