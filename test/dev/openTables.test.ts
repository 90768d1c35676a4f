import {writeFileSync} from "node:fs";
import path from "node:path";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {openTables} from "../../loaders/dev/openTables.ts";
import {removeFolder, temporaryFolder} from "../support/pipeline.ts";

const catalogue = ["cases", "partners", "risk", "segments", "trust"].map((name) => ({name, metrics: [name, "members"]}));
let folder: string;
beforeAll(async () => void (folder = await temporaryFolder()));
afterAll(() => removeFolder(folder));

function tablesOf(text: string): string[] {
  const file = path.join(folder, "page.md");
  writeFileSync(file, text);
  return openTables([file, path.join(folder, "gone.md")], catalogue).tables;
}

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
    const file = path.join(folder, "page.md");
    writeFileSync(file, "```sql\nfrom risk join trust using (partner_id)\n```\n");
    expect(openTables([file], catalogue)).toEqual({tables: ["risk", "trust"], metrics: ["risk", "members", "trust"]});
    expect(openTables([], catalogue)).toEqual({tables: [], metrics: []});
  });
});
