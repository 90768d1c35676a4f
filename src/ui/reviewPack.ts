import type {Answer, File} from "../contract/index.js";
import {needsScripts} from "../copy/frame.js";
import {reviewWords, type OnTable} from "../copy/review.js";
import {byName} from "../shared/fold.js";
import {rowsOf} from "../shared/rows.js";
import {element} from "./dom.js";
import {menu} from "./filters.js";
import {withoutScripts} from "./withoutScripts.js";
import {words} from "./words.js";

/** The partner that the address names (?id=); null where it names none. */
export const wantedPartner = (): string | null =>
  typeof location === "object" ? new URLSearchParams(location.search).get("id") : null;

/** The menu of partners; choosing one opens its review. */
export function reviewMenu(partners: readonly {id: string; name: string}[], chosen: string | null): Node {
  const options = partners.map((row) => [row.id, row.name] as const).sort((x, y) => byName(x[1], y[1]));
  const select = menu(reviewWords.menu, options, chosen ?? "", (id) => {
    if (!id) return;
    const query = new URLSearchParams(location.search);
    query.set("id", id);
    location.assign(`?${query.toString()}`);
  });
  return element("div", {}, withoutScripts(needsScripts.choice), element("p", {class: "tools screen"}, select));
}

/** The rows of a review's file that are about one partner. */
export function onTable(file: File<"review">, id: string): OnTable {
  const own = <R extends {id: string}>(rows: R[]): R[] => rows.filter((row) => row.id === id);
  return {
    deals: own(rowsOf(file.deals)),
    before: own(rowsOf(file.before))[0],
    tickets: own(rowsOf(file.tickets)),
    trouble_free_days: file.trouble_free_days,
    trouble_free: own(rowsOf(file.trouble_free))[0],
    registrations: own(rowsOf(file.registrations)),
    referrals: own(rowsOf(file.referrals)),
    review: own(rowsOf(file.reviews))[0]
  };
}

/** A section of the pack: words, and what proves them beside; words alone take the whole width. */
export function reviewSection(answer: Answer, ...proof: (Node | string)[]): HTMLElement {
  const shown = proof.filter((node) => node !== "");
  const text = element("div", {class: "words"}, words(answer));
  return shown.length
    ? element("section", {class: "answer"}, text, element("div", {}, ...shown))
    : element("section", {class: "whole"}, text);
}

/** A section of which the proof is as wide as the sheet. */
export const reviewTable = (answer: Answer, ...proof: (Node | string)[]): HTMLElement =>
  element("section", {class: "whole"}, element("div", {class: "words"}, words(answer)), ...proof);

/** The number of lines that a meeting's sheet leaves empty. */
const emptyLines = 8;

/** Empty lines for what the meeting agrees on. */
export function agreementLines(): Node {
  const head = reviewWords.columns.map((label) => element("th", {scope: "col"}, label));
  const rows = Array.from({length: emptyLines}, () =>
    element("tr", {class: "blank"}, ...reviewWords.columns.map(() => element("td", {}, "\u00a0")))
  );
  return element(
    "section",
    {class: "whole"},
    element("h2", {}, reviewWords.agreed),
    element(
      "div",
      {class: "table"},
      element(
        "table",
        {},
        element("caption", {}, reviewWords.agreed),
        element("thead", {}, element("tr", {}, ...head)),
        element("tbody", {}, ...rows)
      )
    )
  );
}
