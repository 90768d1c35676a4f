import {existsSync, readFileSync} from "node:fs";
import path from "node:path";
import {JSDOM} from "jsdom";
import {beforeAll, expect, test} from "vitest";
import {serve} from "../../loaders/serve/serve.ts";
import {openBrowser, settle} from "../support/browser.ts";
import {siteOfSample} from "../support/site.ts";

/** Pages of which no figure is explained in place, each with the reason. */
const elsewhere: Record<string, string> = {
  data: "it counts files and records, which it lists itself",
  coverage: "it says which columns answer a question, and has no figures",
  method: "it is the definitions, with their tests",
  glossary: "it is the definitions",
  review: "a pack to print, with one opening for all of its figures below the key figures"
};

/** Single figures that need none, by page and the first words of the figure, each with the reason. */
const alone: Record<string, string> = {
  "concentration: Each partner, to be taken away":
    "what-if: the reader chooses who is gone, and the page computes it from the rows of the same table",
  "concentration: A bad year": "what-if: computed in the page from what the reader chose",
  "owner: Referrals received and not answered": "each row is a record, with its partner, customer and day"
};

let site: string;
beforeAll(async () => {
  site = await siteOfSample();
});

const main = (address: string): Element => {
  const html = readFileSync(path.join(site, `${address}.html`), "utf8").replace(/<(style|script)[\s\S]*?<\/\1>/g, "");
  return new JSDOM(html).window.document.querySelector("#observablehq-main")!;
};

/** Pictures, tables, key figures and lists of cases that a reader sees without opening anything, a table of a picture's own left out. */
const figuresIn = (page: Element): Element[] =>
  [...page.querySelectorAll("figure, .table, ul.numbers")].filter(
    (each) => !each.closest("details") && !(each.matches(".table") && each.closest("figure"))
  );

/** The part of a page that a figure belongs to, and what follows it at once where that is no section. */
function partsOf(figure: Element, page: Element): Element[] {
  const section = figure.closest("section");
  if (section) return [section];
  const part = [...page.children].find((child) => child.contains(figure))!;
  return [part, ...(part.nextElementSibling ? [part.nextElementSibling] : [])];
}

const nameOf = (figure: Element): string => (figure.querySelector("h3, caption") ?? figure).textContent.trim();

/** The figures of a page that nothing in their part opens the making of. */
const unexplained = (page: Element): string[] =>
  figuresIn(page)
    .filter((figure) => !partsOf(figure, page).some((part) => part.querySelector("details.came")))
    .map(nameOf);

const pages = [
  ...["index", "revenue", "partners", "compare", "attention", "changes", "trust", "reciprocity", "concentration", "segments"],
  ...["deals", "people", "service", "data", "coverage", "method", "glossary", "review", "partner/P012", "partner/P040"]
];

/** Demands that all figures of a page are explained but those that need not be, and that these are there. */
function expectExplained(address: string, page: Element): void {
  expect(figuresIn(page).length).toBeGreaterThan(0);
  const excepted = Object.keys(alone).flatMap((name) =>
    name.startsWith(`${address}: `) ? [name.slice(address.length + 2)] : []
  );
  const found = unexplained(page);
  expect(found.filter((name) => !excepted.some((begin) => name.startsWith(begin)))).toEqual([]);
  for (const begin of excepted)
    expect(
      found.some((name) => name.startsWith(begin)),
      `${begin}: no exception is left over`
    ).toBe(true);
}

test.each(pages.filter((page) => !(page in elsewhere)))(
  "every picture, table and key figure of /%s opens how it came about",
  (address) => expectExplained(address, main(address))
);

test("so does every table of an account manager's page, which is made in the reader's browser", async () => {
  const [browser, serving] = await Promise.all([openBrowser(), serve({folder: site, port: 0})]);
  const page = await browser.newPage();
  await page.goto(`${serving.url}owner?name=Giulia%20Ferri`);
  await settle(page);
  const html = await page.content();
  await Promise.all([browser.close(), serving.close()]);
  expectExplained("owner", new JSDOM(html).window.document.querySelector("#observablehq-main")!);
});

test("the exceptions are pages of the site, and one that opens nothing is found", () => {
  for (const address of Object.keys(elsewhere)) expect(existsSync(path.join(site, `${address}.html`)), address).toBe(true);
  const page = new JSDOM(
    "<main><section><figure><h3>Told</h3></figure><details class='came'></details></section><section><figure><h3>Not told</h3></figure></section><div><ul class='numbers'>5</ul></div></main>"
  ).window.document.querySelector("main")!;
  expect(unexplained(page)).toEqual(["Not told", "5"]);
});
