import type {Case} from "../contract/index.js";
import {narrowedText} from "../copy/owner.js";
import {caseList} from "./caseList.js";
import {element} from "./dom.js";

/** The account manager that the address names (?manager=); null where it names none. */
const managerAsked = (): string | null =>
  typeof location === "object" ? new URLSearchParams(location.search).get("manager") || null : null;

/** Cases, of one account manager alone where the address names one, with a line that says so and the way back to all. */
export function narrowedCases(cases: readonly Case[], options: Parameters<typeof caseList>[1]): Node {
  const manager = managerAsked();
  if (manager === null) return caseList(cases, options);
  const own = cases.filter((c) => c.owner === manager);
  const {text, all} = narrowedText(manager, own.length, cases.length);
  return element(
    "div",
    {},
    element("p", {class: "dated"}, `${text} `, element("a", {href: location.pathname}, all)),
    caseList(own, options)
  );
}
