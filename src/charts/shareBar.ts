import {element} from "../ui/dom.js";
import {percent, withRange} from "../shared/formats.js";

/** A share as a bar in line with its figure; `most` is the share that fills it. */
export function shareBar(share: number | null, most: number, accent = false): Node {
  if (share === null) return document.createTextNode("–");
  const width = most > 0 ? Math.max(0, Math.min(1, share / most)) * 100 : 0;
  const bar = element(
    "span",
    {class: `bar${accent ? " accent" : ""}`, "aria-hidden": "true"},
    element("i", {style: `width: ${width.toFixed(1)}%`})
  );
  return element("span", {class: "share"}, bar, element("span", {}, percent(share)));
}

/** Scores below are drawn at the left end; none of a partner with some evidence is so low. */
const least = 25;
const place = (score: number) => (100 * Math.max(0, score - least)) / (100 - least);

/** A score with its range, drawn and written. */
export function rangeBar(score: number | null, lower: number | null, upper: number | null, hollow = false): Node {
  if (score === null || lower === null || upper === null) return document.createTextNode("–");
  const line = element("i", {style: `left: ${place(lower).toFixed(1)}%; width: ${(place(upper) - place(lower)).toFixed(1)}%`});
  const dot = element("b", {class: hollow ? "hollow" : "", style: `left: ${place(score).toFixed(1)}%`});
  return element(
    "span",
    {class: "range"},
    element("span", {class: "track", "aria-hidden": "true"}, line, dot),
    element("span", {}, withRange(score, lower, upper))
  );
}
