import {readFileSync} from "node:fs";
import path from "node:path";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {DuckDB, literal} from "../../loaders/engines/duckdb.ts";
import {root} from "../support/handshake.ts";
import {codeBlocks} from "../support/sources.ts";
import {TreeCopy} from "./treeCopy.ts";

/*
 * What it takes to add each kind of leaf, as CONTRIBUTING.md tells it: each is done in a copy of the tree, with the compiler (or
 * setup/bind.ts, which `npm run types` runs too) naming the next edit. One rebuild of a small delivery then shows all of them.
 */

const copy = new TreeCopy();
afterAll(() => copy.remove());

/** The lines of an example of docs/analyst.md, indented as where they go. */
const guided = (part: string): string =>
  codeBlocks(readFileSync(path.join(root, "docs/analyst.md"), "utf8"), ["ts"])
    .find((code) => code.includes(part))!
    .trimEnd()
    .replaceAll(/^/gm, "    ");

/** What `npm run types` says beside the compiler. */
const bind = () => copy.run(path.join(copy.root, "node_modules/tsx/dist/cli.mjs"), "setup/bind.ts");

const metric = (days: string, settings: string) => `-- question: How many deals are won quickly?
-- definition: n = deals won within ${settings === "none" ? "30 days" : settings} of their opening, per partner.
-- unit: deals
-- direction: higher is better
-- source: in-house definition
-- settings: ${settings}
-- grain: one row per as_of and partner
-- key: as_of, partner_id
with won as (
  select distinct partner_id, deal_id, opened_on, closed_on from facts.deal_credits where status = 'won'
),
quick_wins as (
  select dates.as_of, won.partner_id, cast(count(*) as integer) as n
  from metrics.as_of_dates as dates
  join won on won.closed_on <= dates.as_of and won.closed_on - won.opened_on <= ${days}
  group by dates.as_of, won.partner_id
)
select * from quick_wins order by as_of, partner_id
`;

describe("edits", () => {
  test("a metric with a number on the partner's page: three files, each asked for when the one before is saved", async () => {
    copy.edit(
      "src/copy/partner.ts",
      `  {...nextFigure(row), term: "Next grade"}`,
      `  {...nextFigure(row), term: "Next grade"},\n  {value: whole(row.quick_wins ?? 0), unit: "", note: ["deals won quickly"]}`
    );
    expect(copy.types()).toEqual([expect.stringMatching(/^src\/copy\/partner\.ts: Property 'quick_wins' does not exist/)]);
    copy.edit(
      "src/contract/partners.ts",
      `    rank: rank("place by revenue"`,
      `    quick_wins: count("deals won quickly", {from: "quick_wins.n"}).nullable(),\n    rank: rank("place by revenue"`
    );
    expect(copy.types()).toEqual([]);
    expect(await bind()).toMatch(
      /partners.*quick_wins does not exist.*Write the metric, loaders\/metrics\/TOPIC\/quick_wins\.sql/
    );
    copy.add("loaders/metrics/deals/quick_wins.sql", metric("30", "none"));
    expect(await bind()).toBe("");
    expect(copy.edited()).toEqual(["loaders/metrics/deals/quick_wins.sql", "src/contract/partners.ts", "src/copy/partner.ts"]);
  });

  test("a setting: its line, and the SQL that reads it", async () => {
    const before = copy.read("loaders/metrics/deals/quick_wins.sql");
    copy.edit("loaders/metrics/deals/quick_wins.sql", before, metric("getvariable('quick_win_days')", "quick_win_days"));
    expect(await bind()).toMatch(/quick_wins\.sql.*settings: there is no "quick_win_days"/s);
    copy.edit(
      "loaders/settings.ts",
      "    early_win_days: days.default(180),",
      `    early_win_days: days.default(180),\n${guided("quick_win_days")}`
    );
    expect(await bind()).toBe("");
    expect(copy.edited()).toEqual(["loaders/metrics/deals/quick_wins.sql", "loaders/settings.ts"]);
  });

  test("a page: the page, its sentences, its entry in the menu", () => {
    copy.add(
      "src/tiers.md",
      '---\ntitle: Tiers\n---\n\n```js\nimport {tiersHeadline} from "./copy/tiers.js";\nimport {rowsOf} from "./shared/rows.js";\n\nconst published = FileAttachment("./data/partners.json").json();\n```\n\n# ${tiersHeadline(rowsOf(published.partners))}\n'
    );
    copy.add(
      "src/copy/tiers.ts",
      'import type {Partner} from "../contract/index.js";\nimport {counted} from "../shared/formats.js";\n\n/** How many partners have the highest tier. */\nexport const tiersHeadline = (rows: readonly Partner[]): string =>\n  `${counted(rows.filter((row) => row.tier === "gold").length, "partner")} in tier gold`;\n'
    );
    copy.edit(
      "observablehq.config.ts",
      `{name: "Service", path: "/service"}`,
      `{name: "Service", path: "/service"},\n      {name: "Tiers", path: "/tiers"}`
    );
    expect(copy.edited()).toEqual(["observablehq.config.ts", "src/copy/tiers.ts", "src/tiers.md"]);
  });

  test("a page of rows that were not published before: the metric whose header publishes them, and no more for the page", async () => {
    const published = metric("60", "none").replaceAll("quick_wins", "early_closings");
    copy.add(
      "loaders/metrics/deals/early_closings.sql",
      published.replace("-- grain:", "-- columns: n integer, deals, count: deals won quickly\n-- grain:")
    );
    expect(await bind()).toBe("");
    expect(copy.edited()).toEqual(["loaders/metrics/deals/early_closings.sql"]);
    copy.add(
      "src/closings.md",
      '---\ntitle: Closings\n---\n\n```js\nimport {closingsHeadline} from "./copy/closings.js";\n```\n\n```sql id=rows\nselect n from early_closings\n```\n\n# ${closingsHeadline([...rows])}\n'
    );
    copy.add(
      "src/copy/closings.ts",
      'import {counted} from "../shared/formats.js";\n\n/** How many deals were won quickly. */\nexport const closingsHeadline = (rows: readonly {n: number}[]): string =>\n  `${counted(rows.reduce((sum, row) => sum + row.n, 0), "deal")} won quickly`;\n'
    );
    copy.edit(
      "observablehq.config.ts",
      `{name: "Tiers", path: "/tiers"}`,
      `{name: "Tiers", path: "/tiers"},\n      {name: "Closings", path: "/closings"}`
    );
    expect(copy.edited()).toEqual(["observablehq.config.ts", "src/closings.md", "src/copy/closings.ts"]);
  });

  test("a mapping: one file", () => {
    copy.add(
      "loaders/mappings/acme_orders.ts",
      `import {defineMapping} from "./engine/mapping.ts";

export const mapping = defineMapping({
  about: "Orders of Acme's shop, as won deals",
  signature: ["Order No", "Customer", "Ordered", "Shipped", "Channel", "Net EUR"],
  table: "deals",
  columns: {
    deal_id: {from: "Order No"},
    partner_id: {from: "Channel"},
    customer_id: {from: "Customer"},
    opened_on: {from: "Ordered", date: "iso"},
    closed_on: {from: "Shipped", date: "iso"},
    status: {constant: "won"},
    amount: {from: "Net EUR"},
    currency: {constant: "EUR"}
  }
});
`
    );
    expect(copy.edited()).toEqual(["loaders/mappings/acme_orders.ts"]);
  });

  test("a canonical column: one line", () => {
    copy.edit("loaders/tables/partners.ts", `    region: text(`, `${guided("legal_form")}\n    region: text(`);
    expect(copy.edited()).toEqual(["loaders/tables/partners.ts"]);
  });

  test("a notebook: one file", () => {
    copy.add(
      "src/notebooks/mine.md",
      '---\ntitle: Mine\n---\n\n```js\nconst partners = FileAttachment("../data/partners.json").json();\n```\n\nThere are ${partners.partners.id.length} partners in my notebook.\n'
    );
    expect(copy.edited()).toEqual(["src/notebooks/mine.md"]);
  });
});

test("after all of it the compiler has nothing to say of any file", () => {
  expect(copy.types("all")).toEqual([]);
});

describe("one rebuild of a small delivery shows", () => {
  const html = (page: string) => copy.read(`dist/current/${page}.html`).replaceAll(/<[^>]+>/g, " ");
  beforeAll(async () => {
    copy.deliver(
      "data/drops/2026-06-30/partners_2026-06-30.csv",
      "partner_id,name,tier,legal_form,joined_on\nP1,Ann & Co,gold,Ltd,2024-01-01\nP2,Bo Ltd,silver,,2024-01-01\n"
    );
    copy.deliver(
      "data/drops/2026-06-30/orders_2026-06-30.csv",
      "Order No,Customer,Ordered,Shipped,Channel,Net EUR\nO1,C1,2026-05-01,2026-05-03,P1,100\nO2,C2,2026-05-01,2026-05-06,P1,100\nO3,C1,2026-04-01,2026-05-16,P1,100\nO4,C3,2026-05-01,2026-05-21,P2,100\n"
    );
    copy.deliver("settings.ts", `export default {company: "Test", quick_win_days: 4, history_months: 0};\n`);
    const said = await copy.run("loaders/handshake.mjs", "rebuild", "--settings", "settings.ts", "--json");
    expect(said).toContain('"outcome":"published"');
  });

  test("the number on the partner's page, by the setting", () => {
    expect(html("partner/P1")).toMatch(/\b1\s+deals won quickly/);
    expect(html("partner/P2")).toMatch(/\b0\s+deals won quickly/);
  });

  test("the page, and its entry in the menu of another", () => {
    expect(html("tiers")).toContain("1 partner in tier gold");
    expect(copy.read("dist/current/index.html")).toContain('href="./tiers"');
  });

  test("the page of rows that a metric's header publishes", () => {
    expect(html("closings")).toContain("4 deals won quickly");
  });

  test("the notebook with what its cell shows", () => {
    expect(html("notebooks/mine")).toMatch(/There are\s+2\s+partners in my notebook/);
  });

  test("what the mapping and the column brought, in the tables", async () => {
    const db = await DuckDB.open();
    await db.run(`attach ${literal(path.join(copy.root, "data/build/handshake.duckdb"))} as built (read_only)`);
    expect(await db.rows("select count(*)::int as deals from built.facts.deals")).toEqual([{deals: 4}]);
    expect(await db.rows("select legal_form from built.facts.partners order by partner_id")).toEqual([
      {legal_form: "Ltd"},
      {legal_form: null}
    ]);
    db.close();
  });
});
