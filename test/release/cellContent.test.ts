import {JSDOM} from "jsdom";
import {expect, test} from "vitest";
import {contentOf} from "../../loaders/release/framework/cellContent.ts";

/** What is written of a cell whose place holds this, after something was done there. */
function written(html: string, act: (place: Element) => void = () => undefined): string {
  const {document} = new JSDOM(`<main><div>${html}<!--:a1:--></div></main>`).window;
  const place = document.querySelector("div")!;
  act(place);
  return contentOf("a1", Object.assign(place.lastChild as Comment, {_nodes: [...place.childNodes]}));
}

test("what a control holds is written into the HTML, and of all else just what it shows", () => {
  const typed = (place: Element) => {
    const [text, tick] = place.querySelectorAll("input");
    text!.value = "Acme";
    tick!.checked = true;
  };
  expect(written("<p>4 partners</p>")).toBe("<p>4 partners</p>");
  expect(written('<input><input type="checkbox">', typed)).toBe('<input value="Acme"><input type="checkbox" checked="">');
});
