import {readFileSync} from "node:fs";
import {afterAll, beforeAll, expect, test} from "vitest";
import type {Browser} from "playwright-core";
import {openBrowser} from "../support/browser.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const style = readFileSync("src/style.css", "utf8").replaceAll(/@import [^;]+;/g, "");
const row = (name: string, columns: number, text: string) =>
  `<tr><td><a href="#"><bdi>${name}</bdi></a></td>${`<td>${text}</td>`.repeat(columns)}</tr>`;

/** A page with one table: how wide the page is, and how high the first row. */
async function shown(name: string, columns: number, text = "12.3") {
  const page = await browser.newPage({viewport: {width: 1280, height: 800}});
  await page.setContent(
    `<style>${style}</style><main><div class="table"><table style="border-collapse: collapse"><tbody>${row(name, columns, text)}</tbody></table></div></main>`
  );
  const sizes = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    document.querySelector("table")!.offsetWidth,
    document.querySelector("td")!.offsetHeight
  ]);
  await page.close();
  return sizes as [number, number, number];
}

test("a name that is one long word is wrapped within its table, and one of usual words isn't cut", async () => {
  const [page, table, high] = await shown("Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft", 18);
  expect([page, table <= 1280]).toEqual([1280, true]);
  const [, , usual] = await shown("Informatica", 26);
  const [, , one] = await shown("Acme", 1);
  expect([high > 2 * one - 20, usual]).toEqual([true, one]);
});

test("a table that is wider than the page moves within itself, not the page", async () => {
  const [page, table] = await shown("Acme", 20, "Unbreakable".repeat(2));
  expect([page, table > 1280]).toEqual([1280, true]);
});

test("a heading or a sentence with a name of one long word is wrapped at 390 px, so that nothing is cut", async () => {
  const page = await browser.newPage({viewport: {width: 390, height: 844}});
  const name = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft";
  const parts = ["h1", "h2", "p"].map((tag) => `<${tag}>No contact with <bdi>${name}</bdi> for 92 days</${tag}>`).join("");
  await page.setContent(`<style>${style}</style><main>${parts}</main>`);
  const ends = await page.evaluate(() => [...document.querySelectorAll("bdi")].map((node) => node.getBoundingClientRect().right));
  await page.close();
  expect(ends.filter((right) => right > 390)).toEqual([]);
});

test("a linked name of one long word is wrapped at 390 px in headings, sentences, cases and titles of pictures", async () => {
  const page = await browser.newPage({viewport: {width: 390, height: 844}});
  const name = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft";
  const link = `<a href="#"><bdi>${name}</bdi></a>`;
  const sentences = ["h2", "p"].map((tag) => `<${tag}>Largest expected loss: ${link}: 49%</${tag}>`).join("");
  const aCase = `<ol class="caseList"><li><div><h3>${link} is silent</h3></div><p>$1</p><div><p>${link}: call</p></div></li><li></li></ol>
    <ul class="owners"><li><a href="#">${name}</a></li></ul>`;
  const title = `<figure><div class="title">Below average: ${name}</div></figure>`;
  await page.setContent(`<style>${style}</style><main id="observablehq-main">${sentences}${aCase}${title}</main>`);
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  await page.close();
  expect(width).toBe(390);
});
