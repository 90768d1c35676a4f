import {writeFileSync} from "node:fs";
import path from "node:path";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {openTables} from "../../loaders/dev/openTables.ts";
import {metricsOf} from "../../loaders/publish/tables/metricsOf.ts";
import {removeFolder, temporaryFolder} from "../support/pipeline.ts";

const names = ["cases", "partners", "risk", "segments", "trust"];
let folder: string;
beforeAll(async () => void (folder = await temporaryFolder()));
afterAll(() => removeFolder(folder));

function tablesOf(text: string): string[] {
  const file = path.join(folder, "page.md");
  writeFileSync(file, text);
  return openTables([file, path.join(folder, "gone.md")], names);
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

  test("are read from the metrics of their SQL, cases from the metric of their name", () => {
    expect(metricsOf(["trust"])).toContain("trust");
    expect(metricsOf(["cases"])).toEqual(["cases"]);
    expect(metricsOf([])).toEqual([]);
  });
});
