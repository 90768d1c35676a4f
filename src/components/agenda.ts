import type {Alert, Change} from "../contract.js";
import {element} from "./dom.js";
import {shortDate} from "./format.js";
import {sentence} from "./words.js";

/** What needs attention, most urgent first: what, why, since when, who does what. */
export function agenda(alerts: readonly Alert[]): Node {
  return element(
    "ol",
    {class: "agenda"},
    ...alerts.map((alert) =>
      element(
        "li",
        {},
        element("div", {}, element("h3", {}, sentence(alert.about)), element("p", {}, level(alert), " ", sentence(alert.why))),
        element("p", {class: "since"}, alert.since ? `since ${shortDate(alert.since)}` : ""),
        element("p", {}, sentence(alert.todo))
      )
    )
  );
}

const level = ({level: l}: Alert) => element("strong", {class: l === "alarm" ? "warn" : ""}, l === "alarm" ? "Alarm." : "Watch.");

/** What was, what is, and why. */
export function changesTable(changes: readonly Change[]): Node {
  const head = ["What", "Before", "Now", "Why"].map((label, i) =>
    element("th", {scope: "col", class: i === 3 ? "wide" : ""}, label)
  );
  const rows = changes.map(({what, before, now, why}) =>
    element(
      "tr",
      {},
      element("td", {}, sentence(what)),
      element("td", {}, before),
      element("td", {}, now),
      element("td", {class: "wide"}, sentence(why))
    )
  );
  return element(
    "div",
    {class: "table"},
    element("table", {}, element("thead", {}, element("tr", {}, ...head)), element("tbody", {}, ...rows))
  );
}
