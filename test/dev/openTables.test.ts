import {writeFileSync} from "node:fs";
import path from "node:path";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {openTables} from "../../loaders/dev/openTables.ts";
import {removeFolder, temporaryFolder} from "../support/pipeline.ts";

const catalogue = ["cases", "partners", "risk", "segments", "trust"].map((name) => ({name, metrics: [name, "members"]}));
let folder: string;
beforeAll(async () => void (folder = await temporaryFolder()));
afterAll(() => removeFolder(folder));

const read = new Map([
  ["trust", new Set(["partners", "trust"])],
  ["attention", new Set(["cases"])]
]);

function openIn(text: string) {
  const file = path.join(folder, "page.md");
  writeFileSync(file, text);
  return openTables([file, path.join(folder, "gone.md")], catalogue, read);
}
const tablesOf = (text: string) => openIn(text).tables;

describe("the tables of open pages", () => {
  test("are those that SQL in a cell names, and those that the page attaches", () => {
    expect(tablesOf("```sql id=[{n}]\nselect count(*) as n from risk\n```\n")).toEqual(["risk"]);
    expect(tablesOf('```js\nconst rows = sql`from segments`;\n```\n\n```js\nFileAttachment("../data/tables/trust.arrow")\n```\n')).toEqual(["segments", "trust"]); // prettier-ignore
    expect(tablesOf("---\nsql:\n  mine: ../data/tables/cases.arrow\n---\n")).toEqual(["cases"]);
  });

  test("are not those that its prose or a cell without SQL names", () => {
    expect(tablesOf("# Which partners are at risk, in SQL?\n\n```js\nconst trust = partners;\n```\n")).toEqual([]);
    expect(tablesOf('```js\nFileAttachment("tables/other.arrow")\n```\n')).toEqual([]);
  });

  test("come with the metrics that the catalogue says they are read from", () => {
    expect(openIn("```sql\nfrom risk join trust using (partner_id)\n```\n")).toEqual({
      ...{tables: ["risk", "trust"], files: []},
      ...{from: ["risk", "trust"], metrics: ["risk", "members", "trust"]}
    });
    expect(openTables([], catalogue, read)).toEqual({tables: [], files: [], from: [], metrics: []});
  });
});

describe("the files of open pages", () => {
  test("are those that a page attaches, with the tables that they are made from and what is said on every page", () => {
    const open = openIn('```js\nconst trust = FileAttachment("data/trust.json").json();\n```\n');
    expect(open.tables).toEqual([]);
    expect(open.files).toEqual(["trust"]);
    expect(open.from.sort()).toEqual(["excluded", "inactivity_choice", "incomplete_revenue", "muted_rules", "partners", "trust"]);
    expect(open.metrics).toEqual(["partners", "members", "trust"]);
  });

  test("with cases are read with what was published before", () => {
    const open = openIn('```js\nconst cases = FileAttachment("../data/attention.json").json();\n```\n');
    expect(open.metrics).toEqual(expect.arrayContaining(["cases", "headlines", "trust"]));
  });

  test("are none before they have been made once, nor a file of one's own", () => {
    expect(openIn('```js\nFileAttachment("data/overview.json"), FileAttachment("data/mine.csv")\n```\n').files).toEqual([]);
  });
});
