import {readFileSync, readdirSync} from "node:fs";
import path from "node:path";
import type {Browser} from "playwright-core";
import {afterAll, beforeAll, expect, test} from "vitest";
import {serve, type Serving} from "../../loaders/serve/serve.ts";
import {fewDeals} from "../release/project.ts";
import {nothingWrong, openBrowser, visit} from "../support/browser.ts";
import {buildFor, notebookProject, publishFor} from "./project.ts";

/** What somebody writes who has never written a notebook here. */
const first = `---
title: First look
section: Looks
order: 1
---

# First look

\`\`\`sql id=rows
select * from trust order by partner_id
\`\`\`

\`\`\`sql
select count(*) as n, sum(reciprocity.received) as received, avg(reciprocity.given) as given, cast(1.5 as decimal(9, 2)) as decimal, max(started_on) as day from reciprocity join partners on partners.id = reciprocity.partner_id
\`\`\`

There are \${rows.numRows} partners.

<a href="../data/tables/risk.parquet" download>Parquet</a>

\`\`\`js
import equal from "npm:fast-deep-equal";
display(html\`<p class="equal">\${String(equal([1, {a: 2}], [1, {a: 2}]))}</p>\`);
display(Inputs.table(rows));
const file = await FileAttachment("../data/tables/risk.parquet").parquet();
display(html\`<p class="file">\${file.numRows} rows in the file</p>\`);
display(Plot.plot({marks: [Plot.dot(rows, {x: "score", y: "partner"})]}));
display(resize((width) => svg\`<svg width=\${width} height=10><rect width=\${d3.scaleLinear([0, 1], [0, width])(0.5)} height=10></rect></svg>\`));
const threshold = view(Inputs.range([0, 100], {value: 50, label: "Score"}));
\`\`\`

\`\`\`js
display(html\`<p class="counted">\${aq.from([...rows]).filter((d) => d.evidence > 0).numRows()} with evidence, above \${threshold}</p>\`);
\`\`\`
`;

const plain = "# Second look\n\n```js\ndisplay(1 + 1);\n```\n";

let folder: {root: string; remove: () => void};
let site: string;
let served: Serving;
let browser: Browser;
beforeAll(async () => {
  folder = notebookProject({"first.md": first, "second.md": plain});
  await publishFor(fewDeals, path.join(folder.root, "published"));
  site = await buildFor(folder.root, path.join(folder.root, "published"));
  served = await serve({folder: site, port: 0});
  browser = await openBrowser();
}, 900_000);
afterAll(async () => {
  await browser.close();
  await served.close();
  folder.remove();
});

const pageOf = (name: string) => readFileSync(path.join(site, "notebooks", `${name}.html`), "utf8");
const textOf = (html: string) =>
  html
    .replaceAll(/<script[^]*?<\/script>/g, "")
    .replaceAll(/<[^>]*>/g, " ")
    .replaceAll(/\s+/g, " ");

test("a notebook queries every published table by its name, with no import and no file named: what it shows is in the HTML", () => {
  const text = textOf(pageOf("first"));
  expect(text).toContain("There are 2 partners.");
  expect(text).toContain("2 0 0 1.5 2025-01-01");
  expect(text).toContain("2 with evidence, above 50");
  expect(text).toContain("2 rows in the file");
});

test("it brings along the tables that it queries and no others", () => {
  const tables = readdirSync(path.join(site, "_file", "data", "tables")).map((f) => f.split(".")[0]);
  expect(tables.sort()).toEqual(["partners", "reciprocity", "risk", "trust"]);
});

test("a link downloads a table as Parquet", () => {
  const href = /<a href="\.\.\/([^"]+\.parquet)" download[^>]*>Parquet/.exec(pageOf("first"))?.[1];
  expect(readFileSync(path.join(site, href!)).subarray(0, 4).toString()).toBe("PAR1");
});

test("it stands in the menu of every page under its section, and in the search", () => {
  const home = readFileSync(path.join(site, "index.html"), "utf8");
  expect(textOf(home)).toMatch(/Looks First look .*Notebooks Second look/);
  const index = readdirSync(path.join(site, "_observablehq")).find((f) => f.startsWith("minisearch"))!;
  expect(readFileSync(path.join(site, "_observablehq", index), "utf8")).toContain("First look");
});

test("only a page whose cells need it may evaluate code or compile WebAssembly", () => {
  expect(pageOf("first")).toMatch(/script-src 'self' 'unsafe-eval'/);
  expect(pageOf("second")).not.toMatch(/unsafe-eval/);
});

test.each([390, 1280])(
  "it works in a browser %i wide: no request elsewhere, no error, no violation, and the same figures",
  async (width) => {
    const page = await browser.newPage({viewport: {width, height: 900}});
    const findings = await visit(page, `${served.url}notebooks/first`);
    await page.hover("main");
    await page.waitForFunction(() => "hydrated" in document.documentElement.dataset, null, {timeout: 240_000});
    const text = (await page.locator("main").innerText()).replaceAll(/\s+/g, " ");
    expect(text).toContain("2 0 0 1.5 2025-01-01");
    expect(text).toContain("There are 2 partners.");
    expect(text).toContain("true");
    expect(text).toContain("2 rows in the file");
    await page.locator("input[type=number]").fill("60");
    await page.locator("input[type=number]").press("Enter");
    await page.locator(".counted", {hasText: "above 60"}).waitFor();
    expect(findings).toEqual(nothingWrong);
    await page.close();
  }
);
