import {parseFragment} from "parse5";
import {elements, foreignIn} from "../verify.ts";

/** Most that cells draw names no address; to read it takes a while. */
const hint = /\b(?:src|href|data|poster)="\s*(?:https?:)?\/\/|srcset="|url\(|@import|<script/i;

/** What a browser would load from another host with this HTML, said of the first such element; null where there is nothing. */
export function foreignPart(html: string): {what: string; address: string} | null {
  if (!hint.test(html)) return null;
  for (const element of elements(parseFragment(html)))
    for (const address of foreignIn(element))
      return {what: `shows a <${element.tagName}> that loads ${address} from another host`, address};
  return null;
}
