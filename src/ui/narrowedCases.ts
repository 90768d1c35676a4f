import type {Case} from "../contract/index.js";
import {narrowedText} from "../copy/owner.js";
import {caseList} from "./caseList.js";
import {element} from "./dom.js";
import {narrowed, whenNarrowed} from "./narrowing.js";

/** Cases of the partners that the page is narrowed to, with a line that says how many of how many. */
export function narrowedCases(cases: readonly Case[], options: Parameters<typeof caseList>[1]): Node {
  const place = element("div");
  const show = () => {
    const own = narrowed(cases);
    const line = own === cases ? null : element("p", {class: "dated"}, narrowedText(own.length, cases.length));
    place.replaceChildren(...(line ? [line] : []), caseList(own, options));
  };
  show();
  whenNarrowed(place, show);
  return place;
}
