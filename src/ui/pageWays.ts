import {hasMethod} from "../shared/address.js";
import {element} from "./dom.js";

/* Ways within a page: from a mark of a picture to its rows, and from a row to how it came about. */

/** What a mark tells its figure when somebody chooses it: show what you were drawn from. */
export const rowsWanted = "rows-wanted";

/** Asks the figure around a picture for the rows behind one of its marks. */
export const wantRows = (from: Element, mark: object): void => {
  from.dispatchEvent(new CustomEvent<object>(rowsWanted, {bubbles: true, detail: mark}));
};

/** A row leads here where no page is about it: to the nearest "how it came about". */
export const howItCame = Symbol("how it came about");

/** Opens the nearest "how it came about". */
function openCame(from: Element): void {
  for (let around = from.parentElement; around; around = around.parentElement) {
    const came = around.querySelector<HTMLDetailsElement>("details.came");
    if (!came) continue;
    came.open = true;
    came.querySelector("summary")?.focus();
    came.scrollIntoView({block: "nearest"});
    return;
  }
}

/** What a row begins with, as its way in. */
export function wayIn(to: string | typeof howItCame | null, content: Node | string): Node | string {
  if (typeof to === "string") return element("a", {href: to}, content);
  // an edition of one page has nothing to open
  if (to === null || !hasMethod()) return content;
  const button = element("button", {type: "button", class: "link came-way"}, content);
  button.addEventListener("click", () => openCame(button));
  return button;
}
