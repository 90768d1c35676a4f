import {readChoice, withChoice} from "./narrowing.js";

/** The link within the site that an event is about. */
function linkOf({target}: Event): HTMLAnchorElement | null {
  const link = target instanceof Element ? target.closest<HTMLAnchorElement>("a[href]") : null;
  return link && link.origin === location.origin && !link.hasAttribute("download") ? link : null;
}

/** A link takes the choice of partners along, unless it says another one, or leads to a place on this page. */
function carry(event: Event): void {
  const link = linkOf(event);
  const choice = readChoice(location.search);
  if (!link || !Object.keys(choice).length || (link.pathname === location.pathname && link.hash)) return;
  if (Object.keys(readChoice(link.search)).length) return;
  link.search = withChoice(link.search, choice);
}

/** Lets links of the page take the choice of partners along: just before one is used, so that lists made later are covered too. */
export function carryChoice(): void {
  if (typeof document !== "object" || "prerendering" in globalThis) return;
  for (const type of ["pointerdown", "focusin", "click", "auxclick"]) document.addEventListener(type, carry, true);
}
