import type {Alert, Change} from "../contract/index.js";
import {element} from "./dom.js";
import {shortDate} from "../shared/formats.js";
import {sentence} from "./words.js";

/** What needs attention, most at stake first: what, why, since when, who does what; `compared` is the day that new ones are told from. */
export function alertList(alerts: readonly Alert[], compared: string | null = null): Node {
  return element(
    "ol",
    {class: "alertList"},
    ...alerts.map((alert) =>
      element(
        "li",
        {},
        element(
          "div",
          {},
          element("h3", {}, sentence(alert.about)),
          element("p", {}, level(alert, compared), " ", sentence(alert.why))
        ),
        element("p", {class: "since"}, alert.since ? `since ${shortDate(alert.since)}` : ""),
        element("p", {}, sentence(alert.todo))
      )
    )
  );
}

function level({level: l, status}: Alert, compared: string | null): Node {
  const word = status === "resolved" ? "Resolved." : l === "alarm" ? "Alarm." : "Watch.";
  const fresh = compared !== null && status === "new" ? " New." : "";
  return element("strong", {class: l === "alarm" && status !== "resolved" ? "warn" : ""}, `${word}${fresh}`);
}

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
