import {readFile} from "node:fs/promises";
import {readXlsx} from "hucre/xlsx";
import type {Browser} from "playwright-core";
import {afterAll, beforeAll, expect, test} from "vitest";
import {writeNew} from "../../loaders/run/newFile.ts";
import {serve, type Serving} from "../../loaders/serve/serve.ts";
import {fewDeals} from "../release/project.ts";
import {nothingWrong, openBrowser, visit} from "../support/browser.ts";
import {buildFor, notebookProject, publishFor} from "./project.ts";

/** What a spreadsheet would run, were it the beginning of a cell. */
const formulas = ["=1+1", "+1", "-1", "@SUM(1)", "\tx", "\rx"];

const cells = `# Cells

\`\`\`js
import {table} from "../tables/table.js";

const rows = ${JSON.stringify(formulas)}.map((text, i) => ({text, number: -i}));
display(table(rows, {
  caption: "Cells",
  columns: [{label: "=Text", value: (row) => row.text}, {label: "Number", value: (row) => row.number, numeric: true}],
  file: "cells",
  empty: "None"
}));
\`\`\`
`;

let folder: {root: string; remove: () => void};
let served: Serving;
let browser: Browser;
beforeAll(async () => {
  folder = notebookProject({"cells.md": cells});
  await writeNew("notebook", "guide", folder.root, {like: "guide"});
  await publishFor(fewDeals, `${folder.root}/published`);
  served = await serve({folder: await buildFor(folder.root, `${folder.root}/published`), port: 0});
  browser = await openBrowser();
}, 900_000);
afterAll(async () => {
  await browser.close();
  await served.close();
  folder.remove();
});

test("the file that a table's button writes holds no cell that a spreadsheet would run, as CSV and as XLSX", async () => {
  const page = await browser.newPage({viewport: {width: 1280, height: 900}});
  const findings = await visit(page, `${served.url}notebooks/cells`);
  const saved = async (kind: string) => {
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", {name: `download ${kind}`}).click()
    ]);
    return readFile(await file.path());
  };
  const csv = (await saved("CSV")).toString();
  const {sheets} = await readXlsx(await saved("XLSX"));
  const texts = formulas.map((text) => `'${text}`);
  expect(csv).toBe(
    `\ufeff'=Text,Number\r\n${texts.map((text, i) => `${/[\t\r]/.test(text) ? `"${text}"` : text},${i && -i}\r\n`).join("")}`
  );
  const plain = (text: unknown) => (typeof text === "string" ? text.replaceAll("_x000D_", "\r") : text);
  expect(sheets[0]!.rows.map((row) => row.map(plain))).toEqual([
    ["'=Text", "Number"],
    ...texts.map((text, i) => [text, i && -i])
  ]);
  expect(findings).toEqual(nothingWrong);
  await page.close();
});

test.each([390, 1280])(
  "the guide works as a page in a browser %i wide, with its examples printed and none run",
  async (width) => {
    const page = await browser.newPage({viewport: {width, height: 900}});
    const findings = await visit(page, `${served.url}notebooks/guide`);
    const main = page.locator("main");
    for (const chapter of [
      ...["How a figure travels", "Add a page, a component, a mapping", "Write a notebook", "Add a metric", "Test a metric"],
      ...["Add a setting", "Add an audience", "Add a column"]
    ])
      await main.getByRole("heading", {name: chapter, exact: true}).waitFor();
    await main.getByText("select partner, score, grade from trust where score > 70").waitFor();
    expect(await main.locator("table").count()).toBeGreaterThan(3);
    expect(findings).toEqual(nothingWrong);
    await page.close();
  }
);
