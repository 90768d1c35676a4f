import {existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync} from "node:fs";
import path from "node:path";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {Audience} from "../../loaders/disclosure/audience.ts";
import {DuckDB} from "../../loaders/engines/duckdb.ts";
import {useTables, sql} from "../../loaders/release/framework/duckdbInNode.ts";
import {leaveOutNotebooks, mayRead} from "../../loaders/release/notebooks/audience.ts";
import {headOf} from "../../loaders/release/notebooks/heads.ts";
import {putBack} from "../../loaders/release/workspace.ts";
import type {Records} from "../support/facts.ts";
import {buildFor, notebookProject, publishFor} from "./project.ts";

const canaries = ["Zyxanthine Works", "PQ7781X", "Quorvex Holding", "CU4412X", "Marwenna Tolkien", "HU9123X"];
const records: Records = {
  partners: [
    {partner_id: "PQ7781X", name: "Zyxanthine Works", joined_on: "2024-01-01", region: "North", manager_id: "HU9123X"},
    {partner_id: "PB", name: "Bea", joined_on: "2024-01-01", region: "South"}
  ],
  customers: [{customer_id: "CU4412X", name: "Quorvex Holding"}],
  people: [{person_id: "HU9123X", name: "Marwenna Tolkien", side: "us"}],
  deals: [1, 2, 3, 4].map((n) => ({
    deal_id: `D${n}`,
    partner_id: "PQ7781X",
    customer_id: "CU4412X",
    rep_id: "HU9123X",
    opened_on: `2026-01-1${n}`,
    closed_on: `2026-03-1${n}`,
    status: "won",
    amount: String(1234567 * n),
    currency: "EUR"
  }))
};
const everyTable = ["trust", "partners", "members", "reps", "cases", "risk", "pairs", "disclosures"];
const query = everyTable.map((name) => `\`\`\`sql\nselect * from ${name}\n\`\`\`\n`).join("\n");
const coded = Audience.parse({partners: "coded", customers: "coded", people: "coded", money: "indexed"});
const readers = {name: "coded", all: ["board", "coded"]};

/** Every file below a folder with what it has of the canaries; Parquet as its rows. */
async function leaks(folder: string): Promise<string[]> {
  const db = await DuckDB.open();
  const found: string[] = [];
  for (const file of readdirSync(folder, {recursive: true, encoding: "utf8"})) {
    const full = path.join(folder, file);
    if (!statSync(full).isFile()) continue;
    const rows = file.endsWith(".parquet") ? JSON.stringify(await db.rows(`from '${full}'`)) : readFileSync(full, "latin1");
    found.push(...canaries.filter((text) => rows.includes(text) || file.includes(text)).map((text) => `${file}: ${text}`));
  }
  db.close();
  return found;
}

let root: string;
let remove: () => void;
beforeAll(async () => {
  ({root, remove} = notebookProject({
    "told.md": `---\naudiences: [coded]\n---\n\n# Told\n\n${query}`,
    "untold.md": "# Untold\n\nOnly for us: Zyxanthine Works.\n",
    "board.md": "---\naudiences: board\n---\n\n# Board\n\nZyxanthine Works again.\n"
  }));
  await publishFor(records, path.join(root, "published-coded"), coded);
  await publishFor(records, path.join(root, "published"));
});
afterAll(() => remove());

describe("a table that is published for an audience", () => {
  test("names nobody who is coded, and all of them where they are named", async () => {
    expect(await leaks(path.join(root, "published-coded"))).toEqual([]);
    const open = await leaks(path.join(root, "published", "tables"));
    expect(canaries.filter((text) => !open.some((leak) => leak.endsWith(text)))).toEqual([]);
  });

  test("has money in bands of 100 where it is indexed, and no exact amount", async () => {
    const db = await DuckDB.open();
    const file = (name: string) => path.join(root, name, "tables", "risk.parquet");
    const [open] = await db.rows(`select max(revenue) as most from '${file("published")}'`);
    const [shut] = await db.rows(`select max(revenue) as most from '${file("published-coded")}'`);
    db.close();
    expect(open).toEqual({most: 12345670});
    expect(Number(shut!["most"])).toBeLessThanOrEqual(100);
  });

  test("has a disclosure class for each of its columns", () => {
    const text = readFileSync(path.join(root, "published", "tables", "catalogue.json"), "utf8");
    const entries = JSON.parse(text) as {name: string; columns: {name: string; tells: string}[]}[];
    expect(entries.length).toBeGreaterThan(40);
    expect(entries.flatMap((t) => t.columns.filter((c) => !c.tells).map((c) => `${t.name}.${c.name}`))).toEqual([]);
  });
});

describe("a notebook", () => {
  test("is in no audience that its front matter doesn't name, and shows no more than the tables of its own", async () => {
    const site = await buildFor(root, path.join(root, "published-coded"), coded, readers);
    expect(readdirSync(path.join(site, "notebooks")).filter((f) => f.endsWith(".html"))).toEqual(["told.html"]);
    expect(await leaks(site)).toEqual([]);
    const html = readFileSync(path.join(site, "notebooks", "told.html"), "utf8");
    expect(html).toMatch(/Partner \d+/);
    expect(html).not.toMatch(/untold|Board/);
  });

  test("that attaches another file than a published one fails the release of an audience from which something is kept", async () => {
    const file = path.join(root, "src", "notebooks", "facts.md");
    writeFileSync(path.join(root, "src", "notebooks", "facts.csv"), "name\nZyxanthine Works\n");
    writeFileSync(file, '---\naudiences: coded\n---\n\n# Facts\n\n```js\nFileAttachment("facts.csv").text()\n```\n');
    await expect(buildFor(root, path.join(root, "published-coded"), coded, readers)).rejects.toThrow(
      /notebooks\/facts\.md: attaches notebooks\/facts\.csv, to which no audience's rules are applied/
    );
    expect(existsSync(file)).toBe(true);
  });

  test("that names an audience which the settings don't have is refused by name", async () => {
    writeFileSync(path.join(root, "src", "notebooks", "facts.md"), "---\naudiences: [bord]\n---\n\n# Facts\n");
    await expect(buildFor(root, path.join(root, "published-coded"), coded, readers)).rejects.toThrow(
      /src\/notebooks\/facts\.md names the audience bord; the settings have board, coded/
    );
  });

  test("that takes the place of a page is shown to those alone that it names; all others get the page itself, or read that it is not shown", async () => {
    const [product, src] = ["product", "places"].map((name) => path.join(root, name)) as [string, string];
    const write = (folder: string, page: string, audiences: string) => {
      mkdirSync(folder, {recursive: true});
      writeFileSync(path.join(folder, `${page}.md`), `---\ntitle: A\n${audiences}---\n\n# ${path.basename(folder)}\n`);
    };
    const shownTo = async (name: string) => {
      for (const page of ["trust", "deals"]) write(product, page, "");
      for (const page of ["trust", "overlook"]) write(src, page, "audiences: [board]\n");
      write(src, "deals", "");
      const others = await putBack(src, product, {...readers, name});
      const heading = (page: string) => /^# (.*)$/m.exec(readFileSync(path.join(src, `${page}.md`), "utf8"))![1];
      return [others, ["trust", "overlook", "deals"].map(heading)];
    };
    expect(await shownTo("board")).toEqual([[], ["places", "places", "places"]]);
    expect(await shownTo("coded")).toEqual([
      ["overlook", "trust"],
      ["product", "Not part of this edition", "places"]
    ]);
    write(src, "deals", "audiences: [bord]\n");
    await expect(putBack(src, product, readers)).rejects.toThrow(/src\/deals\.md names the audience bord/);
  });

  test("that a program writes is refused where there are audiences: it would name its readers once it is in everybody's site", async () => {
    const file = path.join(root, "src", "notebooks", "told.md.py");
    writeFileSync(file, 'print("---\\naudiences: [board]\\n---\\n# Zyxanthine Works")\n');
    await expect(leaveOutNotebooks(path.join(root, "src"), readers)).rejects.toThrow(
      /^src\/notebooks\/told\.md\.py is a program that writes a page.* Write src\/notebooks\/told\.md by hand, with "audiences"/
    );
    rmSync(file);
  });

  test.each([
    ["names nobody", "# A\n", "", true],
    ["names nobody, where there are audiences", "# A\n", "board", false],
    ["names an audience", "---\naudiences: [board]\n---\n# A\n", "board", true],
    ["names another audience", "---\naudiences: [board]\n---\n# A\n", "coded", false],
    ["names an audience, where there are none", "---\naudiences: [board]\n---\n# A\n", "", false]
  ])("that %s", (_, text, name, shown) => {
    expect(mayRead(headOf("notebooks/a.md", text), {name, all: []})).toBe(shown);
  });

  test("whose front matter can't be used is refused with file, entry and what was wanted", () => {
    expect(() => headOf("notebooks/a.md", "---\norder: first\n---\n")).toThrow(/src\/notebooks\/a\.md.*order:.*a number/s);
    expect(() => headOf("notebooks/a.md", "---\ntitle: [a\n---\n")).toThrow(
      /src\/notebooks\/a\.md.*not YAML: .* at line \d+, column \d+\. Fix the lines/s
    );
  });
});

test("an sql cell reads the page's tables and no file of the machine that builds it", async () => {
  const table = path.join(root, "published", "tables", "trust.parquet");
  await useTables([{name: "trust", file: table}]);
  expect((await sql(["select * from trust"])).numRows).toBe(2);
  for (const text of [
    `from '${table}'`,
    "from read_text('/etc/passwd')",
    "from glob('/*')",
    `copy trust to '${root}/x.csv'`,
    "attach '/tmp/x.duckdb'"
  ])
    await expect(sql([text])).rejects.toThrow(/disabled|Permission/);
  await expect(sql(["set enable_external_access = true"])).rejects.toThrow();
  await useTables([]);
  await expect(sql(["select * from trust"])).rejects.toThrow(/no table trust here/);
});
