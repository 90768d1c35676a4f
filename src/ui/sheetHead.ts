import {sheetAsOf} from "../copy/frame.js";

/** A text as CSS holds it. */
const inCss = (text: string): string => text.replaceAll(/["\\<}\n]/g, (c) => `\\${c.charCodeAt(0).toString(16)} `);

/** Changes the head of the printed sheets, which the build wrote for what the page shows without an address's choice. */
function changeHead(change: (style: string) => string): void {
  for (const style of document.querySelectorAll("head style"))
    if (style.textContent.includes("@top-left")) style.textContent = change(style.textContent);
}

/** Names a page, and the head of its printed sheets. */
export function namePage(title: string): void {
  document.title = title;
  changeHead((style) => style.replace(/content: ".*? · (?=data to |as of )/, () => `content: "${inCss(title)} · `));
}

/** Says on the printed sheets that the figures are those of an earlier date. */
export const dateSheets = (day: string): void =>
  changeHead((style) => style.replace(/ · (?=data to )/, (dot) => dot + inCss(sheetAsOf(day))));

let [narrowedTo, isSaid]: [string, boolean] = ["", true];

function sayNarrowed(): void {
  if (isSaid) return;
  isSaid = true;
  const head = narrowedTo ? ` @top-right { content: "${inCss(narrowedTo)}"; font: 8pt sans-serif; }` : "";
  changeHead((style) => style.replace(/ @top-right \{[^}]*\}/, "").replace(/(?= @bottom-left)/, () => head));
}

/**
 * Says on the printed sheets what lists are narrowed to; nothing where they aren't. A moment later, or when the page is printed: a style
 * that changes has the whole page styled anew, which the reader who narrows a list would wait for.
 */
export function narrowSheets(text: string): void {
  if (text === narrowedTo) return;
  if (isSaid) setTimeout(sayNarrowed, 300);
  [narrowedTo, isSaid] = [text, false];
  addEventListener("beforeprint", sayNarrowed, {once: true});
}
