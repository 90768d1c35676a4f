import {readChoice, withChoice} from "./narrowing.js";

/** The link within the site that an event is about. */
function linkOf({target}: Event): HTMLAnchorElement | null {
  const link = target instanceof Element ? target.closest<HTMLAnchorElement>("a[href]") : null;
  return link && link.origin === location.origin && !link.hasAttribute("download") ? link : null;
}

/** The pages that show an earlier date: a partner's, and the overview. */
const datedPage = /\/(partner\/[^/]+|index(\.html)?)?$/;

/** A link takes the choice of partners, and of a date, along, unless it says another one, or leads to a place on this page. */
function carry(event: Event): void {
  const link = linkOf(event);
  if (!link || link.pathname === location.pathname) return;
  const choice = readChoice(location.search);
  if (Object.keys(choice).length && !Object.keys(readChoice(link.search)).length) link.search = withChoice(link.search, choice);
  const day = new URLSearchParams(location.search).get("as_of");
  if (day === null || !datedPage.test(link.pathname) || link.search.includes("as_of=")) return;
  link.search = `?${new URLSearchParams([...new URLSearchParams(link.search), ["as_of", day]]).toString()}`;
}

/** Lets links of the page take the choice of partners along: just before one is used, so that lists made later are covered too. */
export function carryChoice(): void {
  if (typeof document !== "object" || "prerendering" in globalThis) return;
  for (const type of ["pointerdown", "focusin", "click", "auxclick"]) document.addEventListener(type, carry, true);
}
