import {notNarrowed} from "../copy/narrowing.js";
import {element} from "./dom.js";
import {unknownNames, type Filter} from "./filters.js";
import {isUnknownPeriod, type Quarters} from "./quarterMenu.js";

/** Says what the address asks for that isn't here, until the reader chooses. */
export function unknownLine<R>(rows: readonly R[], filters: readonly Filter<R>[], quarters: Quarters): HTMLElement {
  const search = typeof location === "object" ? location.search : "";
  const text = notNarrowed(unknownNames(search, rows, filters), isUnknownPeriod(quarters));
  const line = element("p", {class: "dated", role: "status"}, text);
  line.hidden = !text;
  return line;
}
