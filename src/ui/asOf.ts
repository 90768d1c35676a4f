import {asOfMenu, notThen} from "../copy/past.js";
import {longDate} from "../shared/formats.js";
import {element} from "./dom.js";
import {menu} from "./filters.js";

const name = "as_of";

const inAddress = (): string | null => (typeof location === "object" ? new URLSearchParams(location.search).get(name) : null);

/** The earlier date that the address asks for; null where it asks for none, or one that there are no figures of. */
export function askedDay(days: readonly string[]): string | null {
  const asked = inAddress();
  return asked !== null && days.slice(0, -1).includes(asked) ? asked : null;
}

/**
 * Says of a page that it is as of now where its address asks for an earlier date that can't be had.
 * @param past the figures of that date; null where they aren't there
 */
export function notAsOf(days: readonly string[], past: object | null): Node | string {
  const text = notThen(inAddress(), days, past !== null);
  return text ? element("p", {class: "dated", role: "status"}, text) : "";
}

/** The page at an earlier date, where there are figures of it. */
export const atDay =
  (days: readonly string[], page: string) =>
  (day: string): string | null =>
    days.slice(0, -1).includes(day) ? `${page}?${name}=${day}` : null;

/** The menu of earlier dates, the newest first; choosing one opens this page as of then. */
export function asOfSelect(days: readonly string[], asked: string | null): Node | string {
  const earlier = days.slice(0, -1).reverse();
  if (!earlier.length) return "";
  // what the build draws is there before its reader: the dates come with the script
  const offered = "prerendering" in globalThis ? [] : earlier;
  const select = menu(
    asOfMenu,
    offered.map((day) => [day, longDate(day)] as const),
    asked ?? "",
    (day) => {
      const query = new URLSearchParams(location.search);
      if (day) query.set(name, day);
      else query.delete(name);
      const text = query.toString();
      location.assign(`${location.pathname}${text ? `?${text}` : ""}`);
    }
  );
  return element("p", {class: "tools asOf"}, select);
}
