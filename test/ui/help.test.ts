import {expect, test} from "vitest";
import {help} from "../../src/ui/help.ts";
import {terms} from "../../src/copy/terms.ts";
import {inDocument} from "../support/drawn.ts";

test("where a browser has no boxes over the page, the sign beside a word leads to its definition", () => {
  const [word] = Object.keys(terms);
  // the document of the test has no showPopover, as Safari 16 has none
  const [href, stopped] = inDocument(() => {
    const sign = help(word!)!;
    document.querySelector("main")!.append(sign);
    const click = new Event("click", {bubbles: true, cancelable: true});
    sign.dispatchEvent(click);
    return [sign.getAttribute("href"), click.defaultPrevented];
  });
  expect(href).toMatch(/method#\w+/);
  expect(stopped).toBe(false);
});
