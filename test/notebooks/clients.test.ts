import {readFileSync, writeFileSync} from "node:fs";
import path from "node:path";
import {tableFromArrays, tableToIPC} from "apache-arrow";
import type {Browser} from "playwright-core";
import {afterAll, beforeAll, expect, test} from "vitest";
import {serve, type Serving} from "../../loaders/serve/serve.ts";
import {fewDeals} from "../release/project.ts";
import {nothingWrong, openBrowser, visit} from "../support/browser.ts";
import {buildFor, notebookProject, publishFor} from "./project.ts";

/** Files of one's own, queried by clients of one's own. */
const clients = `---
title: Goals
---

# Goals

\`\`\`js
const db = await DuckDBClient.of({
  goals: FileAttachment("goals.csv"),
  tabs: FileAttachment("goals.tsv"),
  objects: FileAttachment("goals.json"),
  columns: FileAttachment("columns.json"),
  arrows: FileAttachment("goals.arrow"),
  loaded: FileAttachment("goals.arrow").arrow(),
  rows: [{partner: "A", goal: 1.5}, {partner: "B", goal: 2}],
  semicolons: {file: FileAttachment("semicolons.csv"), delimiter: ";"}
});
const text = (table) => JSON.stringify([...table], (key, value) => (typeof value === "bigint" ? "wide" : value));
const day = (row) => new Date(row.day).toISOString().slice(0, 10);
const sum = async (name) => [...await db.query(\`select sum(goal) as goal from \${db.escape(name)}\`)][0].goal;
\`\`\`

<p id="query">\${text(await db.query("select partner, goal from goals where goal > ? order by goal", [5]))}</p>
<p id="row">\${day(await db.queryRow("select day from goals order by day desc"))} \${await db.queryRow("select 1 where false")}</p>
<p id="sql">\${text(await db.sql\`select count(*) as n from goals where partner = \${"A"}\`)}</p>
<p id="tables">\${(await db.describeTables()).map((t) => t.name).join(" ")}</p>
<p id="columns">\${(await db.describeColumns({table: "goals"})).map((c) => [c.name, c.type].join(" ")).join(", ")}</p>
<p id="sums">\${await sum("goals")} \${await sum("tabs")} \${await sum("objects")} \${await sum("columns")} \${await sum("arrows")} \${await sum("loaded")} \${await sum("rows")} \${await sum("semicolons")}</p>
<p id="json">\${text(await db.query("from objects order by goal"))} \${day(await db.queryRow("from objects order by goal"))}</p>

\`\`\`js
const own = await DuckDBClient.sql({goals: FileAttachment("goals.csv")});
const joined = await own\`select 1 as shown from goals limit 1\`;
\`\`\`

\`\`\`sql id=published
select count(*) as n from trust
\`\`\`

<p id="both">\${[...published][0].n} published, \${joined.get(0).shown} own</p>
`;

const shown: Record<string, string> = {
  query: '[{"partner":"A","goal":10},{"partner":"B","goal":20}]',
  row: "2026-02-28 null",
  sql: '[{"n":2}]',
  tables: "arrows columns goals loaded objects rows semicolons tabs",
  columns: "day date, partner string, goal bigint",
  sums: "35 35 35 35 35 35 3.5 35",
  json: "2026-01-31",
  both: "2 published, 1 own"
};

let folder: {root: string; remove: () => void};
let site: string;
let served: Serving;
let browser: Browser;
beforeAll(async () => {
  folder = notebookProject({"clients.md": clients});
  const rows = [["2026-01-31", "A", 10], ["2026-02-28", "B", 20], ["2026-01-31", "A", 5]] as const; // prettier-ignore
  const [day, partner, goal] = [0, 1, 2].map((i) => rows.map((row) => row[i]));
  const lines = (by: string) => [["day", "partner", "goal"], ...rows].map((row) => row.join(by)).join("\n");
  const objects = rows.map(([day, partner, goal]) => ({partner, goal, day}));
  for (const [file, content] of Object.entries({
    "goals.csv": lines(","),
    "goals.tsv": lines("\t"),
    "semicolons.csv": lines(";"),
    "goals.json": JSON.stringify(objects),
    "columns.json": JSON.stringify({day, partner, goal}),
    "goals.arrow": tableToIPC(tableFromArrays({partner: partner as string[], goal: Int32Array.from(goal as number[])}), "stream")
  }))
    writeFileSync(path.join(folder.root, "src", "notebooks", file), content);
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

test("a client of files of one's own shows its figures in the HTML: CSV, TSV, JSON and Arrow files, Arrow tables and rows", () => {
  const html = readFileSync(path.join(site, "notebooks", "clients.html"), "utf8");
  const textOf = (id: string) =>
    new RegExp(`<p id="${id}">(.*?)</p>`)
      .exec(html)?.[1]
      ?.replaceAll(/<[^>]*>/g, "")
      .replaceAll("&quot;", '"');
  for (const [id, text] of Object.entries(shown)) expect(textOf(id), id).toContain(text);
});

test("and the same ones in a browser, with no request elsewhere and no error", async () => {
  const page = await browser.newPage({viewport: {width: 1280, height: 900}});
  await page.route("**/*.js", (route) => route.abort());
  await page.goto(`${served.url}notebooks/clients`);
  const ids = Object.keys(shown);
  const texts = () => Promise.all(ids.map((id) => page.locator(`#${id}`).first().innerText()));
  const built = await texts();
  await page.unroute("**/*.js");
  const findings = await visit(page, `${served.url}notebooks/clients`);
  await page.hover("main");
  await page.waitForFunction(() => "hydrated" in document.documentElement.dataset, null, {timeout: 240_000});
  expect(await texts()).toEqual(built);
  expect(findings).toEqual(nothingWrong);
  await page.close();
});
