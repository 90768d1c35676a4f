import {readChoice, withChoice} from "./narrowing.js";
import {periodName} from "./quarterMenu.js";

/** The link within the site that an event is about. */
function linkOf({target}: Event): HTMLAnchorElement | null {
  const link = target instanceof Element ? target.closest<HTMLAnchorElement>("a[href]") : null;
  return link && link.origin === location.origin && !link.hasAttribute("download") ? link : null;
}

/** The pages that show an earlier date: a partner's, and the overview. */
const datedPage = /\/(partner\/[^/]+|index(\.html)?)?$/;

/** A link takes the choice of partners, of a quarter and of a date along, unless it says another one, or leads to a place on this page. */
function carry(event: Event): void {
  const link = linkOf(event);
  if (!link || link.pathname === location.pathname) return;
  const choice = readChoice(location.search);
  if (Object.keys(choice).length && !Object.keys(readChoice(link.search)).length) link.search = withChoice(link.search, choice);
  take(link, periodName);
  if (datedPage.test(link.pathname)) take(link, "as_of");
}

/** Puts what this address says of a name into a link that doesn't say it. */
function take(link: HTMLAnchorElement, name: string): void {
  const value = new URLSearchParams(location.search).get(name);
  const query = new URLSearchParams(link.search);
  if (value === null || query.has(name)) return;
  query.set(name, value);
  link.search = `?${query.toString()}`;
}

/** Lets links of the page take the choice of partners along: just before one is used, so that lists made later are covered too. */
export function carryChoice(): void {
  if (typeof document !== "object" || "prerendering" in globalThis) return;
  for (const type of ["pointerdown", "focusin", "click", "auxclick"]) document.addEventListener(type, carry, true);
}
