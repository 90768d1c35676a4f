import {beforeAll, describe, expect, test} from "vitest";
import {attacksText, type Attack} from "../../loaders/disclosure/attacks.ts";
import {Audience} from "../../loaders/disclosure/audience.ts";
import {classesOf, metasOf} from "../../loaders/disclosure/classes.ts";
import {readCodes} from "../../loaders/disclosure/codes.ts";
import {leaveOut} from "../../loaders/disclosure/leaveOut.ts";
import {limitPortfolio, restricted, rulesFor} from "../../loaders/disclosure/limit.ts";
import {limitRow} from "../../loaders/disclosure/limitRows.ts";
import {attacksOnTables, type ClassedTable, type ClassedTables} from "../../loaders/disclosure/tableAttacks.ts";
import {searchForAmounts, searchForNames} from "../../loaders/disclosure/textAttacks.ts";
import {withWritten} from "../../loaders/disclosure/written.ts";
import {readHistory} from "../../loaders/history/history.ts";
import {buildMetrics} from "../../loaders/metrics/run.ts";
import {readPortfolio, type Portfolio} from "../../loaders/publish/portfolio.ts";
import {published} from "../../loaders/publish/pageFiles.ts";
import {portfolioFigures} from "../../loaders/explain/portfolio/rows.ts";
import {seesFigure, seesPortfolio} from "../../loaders/run/explained.ts";
import {parseSettings} from "../../loaders/settingsFile.ts";
import {publishedTables} from "../../src/contract/publishedTables.ts";
import {tables, type TableName} from "../../src/contract/tables.ts";
import {asOf, emptyReport} from "../release/project.ts";
import {factsOf, type Records} from "../support/facts.ts";

/** Twelve partners of four account managers and one parent company; each has a registered open deal with a customer of its own. */
const n = Array.from({length: 12}, (_, i) => i + 1);
const deal = (i: number) => ({partner_id: `P${i}`, customer_id: `C${i}`, rep_id: `H${i % 4}`, currency: "EUR"});
const records: Records = {
  partners: n.map((i) => ({
    partner_id: `P${i}`,
    name: `Partner of ${i}`,
    region: ["North", "South"][i % 2]!,
    manager_id: `H${i % 4}`,
    parent_id: i < 3 ? "P12" : null,
    joined_on: "2024-01-01"
  })),
  customers: n.map((i) => ({customer_id: `C${i}`, name: `Customer of ${i}`})),
  people: [0, 1, 2, 3].map((i) => ({person_id: `H${i}`, name: `Manager ${i}`, side: "us"})),
  deals: [
    ...n.map((i) => ({
      ...deal(i),
      deal_id: `W${i}`,
      opened_on: "2026-01-10",
      closed_on: `2026-03-${10 + i}`,
      status: "won",
      amount: String(i === 1 ? 912_345 : 1013 * i),
      region: ["North", "South"][i % 2]!
    })),
    ...n.map((i) => ({
      ...deal(i),
      deal_id: `O${i}`,
      opened_on: "2026-06-10",
      status: "open",
      amount: String(2017 * i),
      registered_on: `2026-06-${10 + i}`,
      registration: "pending"
    }))
  ],
  referrals: n.map((i) => ({
    referral_id: `R${i}`, partner_id: `P${i}`, direction: "received", from_person: `T${i}`, to_person: `H${i % 4}`,
    customer_id: `C${i}`, made_on: `2026-02-${10 + i}`, outcome: "accepted"
  })), // prettier-ignore
  notes: [{partner_id: "P1", day: "2026-05-01", by: "Manager 1", text: "they moved to Ghent", audience: "board"}]
};

let p: Portfolio;
beforeAll(async () => {
  const settings = parseSettings({history_months: 2}, "test");
  const db = await factsOf(records, {history_months: 2});
  await buildMetrics(db, settings, asOf);
  p = await readPortfolio(db, settings, asOf, {...emptyReport, files: []}, await readHistory({db, settings}, asOf, null, []));
  db.close();
}, 900_000);

/** The tables of an audience, and who has which code. */
async function editionFor(rules: Partial<Audience>) {
  const codes = (await readCodes("")).of("board");
  const audience = Audience.parse(rules);
  const limited = limitPortfolio(withWritten(p, audience, "board"), audience, codes);
  const names = Object.keys(tables) as TableName[];
  const classed: ClassedTables = new Map(
    [...names.map((name) => [name, limited[name]] as const), ["cases", limited.history.now.cases] as const].map(
      ([name, rows]): [string, ClassedTable] => [name, {classes: classesOf(name), rows}]
    )
  );
  const shown = new Map(n.map((i) => [`p${codes.number("partner", `P${i}`)}`, `P${i}`]));
  return {classed, shown, limited, files: leaveOut(published(limited), audience)};
}

async function attacks(rules: Partial<Audience>): Promise<Record<string, Attack>> {
  const {classed, shown} = await editionFor(rules);
  const {classed: truth} = await editionFor({});
  return Object.fromEntries(attacksOnTables(classed, truth, shown).map((attack) => [attack.name, attack]));
}

const all = {partners: "coded", customers: "coded", people: "coded", money: "banded"} as const;

describe("which people and customers a partner works with", () => {
  test("finds each coded partner by its people and customers where these have codes in the same rows: the attack works", () => {
    const row = (i: number) => ({id: `p${1000 + i}`, owner: "Person 1234", customer: `Customer ${2000 + i}`});
    const classes = {id: "partner", owner: "person", customer: "customer"} as const;
    const edition: ClassedTables = new Map([["registrations_waiting", {classes, rows: n.map(row)}]]);
    expect(attacksOnTables(edition, edition, new Map())[0]).toMatchObject({name: "links", tried: 12, found: 12});
  });

  test("is in no row about a coded partner", async () => {
    const found = await attacks(all);
    expect(found.links).toMatchObject({tried: 12, found: 0});
    const {files, limited} = await editionFor(all);
    expect(files.owners).toMatchObject({owners: []});
    expect(new Set(limited.partners.map((row) => row.manager))).toEqual(new Set(["a person"]));
    expect(limited.registrations_waiting.map((row) => [row.owner, row.customer])).toEqual(
      n.map(() => ["a person", "a customer"])
    );
    expect(JSON.stringify(files.attention)).not.toMatch(/Person \d|1 account manager/);
  });

  test("does not find a coded customer by the named partner that it buys through", async () => {
    const found = await attacks({customers: "coded", people: "left_out", money: "banded"});
    expect(found.links!.found).toBe(0);
  });
});

test("a coded partner shares what it is part of with at least two others, or it is not shown", async () => {
  const {limited} = await editionFor(all);
  expect(new Set(limited.partners.map((row) => row.parent))).toEqual(new Set([null]));
});

test("a region does not name its largest partner where partners are coded", async () => {
  expect((await attacks(all))["largest of a group"]).toMatchObject({tried: 2, found: 0});
  const {limited} = await editionFor({});
  expect(limited.regions.map((row) => row.top_id)).toContain("P1");
});

test.each<Partial<Audience>>([
  {customers: "left_out"},
  {customers: "left_out", money: "rounded"},
  {customers: "coded", people: "left_out", money: "banded"},
  all
])(
  "a deal, referral or case with a customer that is not named tells its quarter and band, and no day or amount: %o",
  async (rules) => {
    const {deals} = await attacks(rules);
    expect(deals!.tried).toBeGreaterThan(20);
    expect(deals!.found).toBe(0);
  }
);

test("a row about a coded partner has no day and no age in days that fewer than 3 share", async () => {
  const days = (await attacks(all))["exact days"]!;
  expect(days.tried).toBeGreaterThan(20);
  expect(days.found).toBe(0);
});

test("the attack on days finds every row where partners have codes and days are as they are, ages of a case too", () => {
  const day = (i: number) => `2026-05-${10 + i}`;
  const edition: ClassedTables = new Map<string, ClassedTable>([
    ["registrations_waiting", {classes: {id: "partner", on: "day"}, rows: n.map((i) => ({id: `p${1000 + i}`, on: day(i)}))}],
    ["cases", {classes: {id: "partner", size: "amount", size_unit: "open"}, rows: n.map((i) => ({id: `p${1000 + i}`, size: 191 + i, size_unit: "days"}))}],
    ["past", {classes: {id: "partner", as_of: "open"}, rows: n.map((i) => ({id: `p${1000 + i}`, as_of: "2026-04-30"}))}]
  ]); // prettier-ignore
  const days = attacksOnTables(edition, edition, new Map()).find((attack) => attack.name === "exact days");
  expect(days).toMatchObject({tried: 36, found: 24});
});

test("a case's age in days is told to 30 days where partners are coded", async () => {
  const codes = (await readCodes("")).of("board");
  const rules = rulesFor(p, Audience.parse(all), codes);
  const row = {partner_id: "P1", size: 194, size_unit: "days", seen: 194, expected: null};
  const kinds = {partner_id: "partner", size: "amount", size_unit: "open", seen: "amount", expected: "amount"} as const;
  const metas = metasOf("cases");
  expect(limitRow(row, kinds, metas, rules)).toMatchObject({size: 180, seen: 180});
  expect(limitRow({...row, size_unit: "referrals"}, kinds, metas, rules)).toMatchObject({size: 195});
});

test("whether deals of a coded partner have no exchange rate is not told: it tells of their currency", async () => {
  const codes = (await readCodes("")).of("board");
  const told = (audience: object) =>
    limitRow(
      {id: "P1", unlike: true},
      {id: "partner", unlike: "trait"},
      metasOf("partner_quarters"),
      rulesFor(p, Audience.parse(audience), codes)
    )["unlike"];
  expect(told(all)).toBeNull();
  expect(told({...all, partners: "named"})).toBe(true);
});

test("in a row about somebody no column of a table is open but those that say when, how and of what kind", () => {
  const frame = ["about", "as_of", "dimension", "direction", "introduced_by", "is_complete", "kind", "method", "owner", "region", "size_unit", "starts_on", "until"]; // prettier-ignore
  const who = new Set(["partner", "customer", "person", "group"]);
  const open = Object.keys(publishedTables).flatMap((name) => {
    const classes = Object.entries(classesOf(name));
    if (!classes.some(([, tells]) => who.has(tells))) return [];
    return classes.flatMap(([column, tells]) => (tells === "open" && !frame.includes(column) ? [`${name}.${column}`] : []));
  });
  expect(open).toEqual([]);
});

test("the attack on deals finds them all where only their customers' names are taken away", async () => {
  const {classed: truth} = await editionFor({});
  const nameless: ClassedTables = new Map(
    [...truth].map(([name, {classes, rows}]) => [
      name,
      {classes, rows: rows.map((row) => ("customer" in row ? {...row, customer: "a customer", customer_id: null} : row))}
    ])
  );
  const deals = attacksOnTables(nameless, truth, new Map()).find((attack) => attack.name === "deals")!;
  expect(deals.found).toBe(deals.tried);
});

test("a group of too few partners is hidden with another of its own dimension, so that no difference tells of it", async () => {
  const sizes = (p.revenue_groups as {dimension: string; partners: number}[]).filter((row) => row.dimension === "class");
  // one partner brings most, so class A is a single one
  expect(Math.min(...sizes.map((row) => row.partners))).toBeLessThan(3);
  const {differences} = await attacks(all);
  expect(differences!.tried).toBeGreaterThan(0);
  expect(differences!.found).toBe(0);
  const {limited} = await editionFor(all);
  const shown = new Set(limited.revenue_groups.flatMap((row) => (row.dimension === "class" ? [row.member] : [])));
  expect(limited.forecasts.filter((row) => row.level === "class").every((row) => shown.has(row.member))).toBe(true);
});

test("earlier months tell no revenue by their shares", async () => {
  const months = (await attacks(all))["earlier months"]!;
  expect(months.tried).toBeGreaterThan(11);
  expect(months.found).toBeLessThanOrEqual(2);
  expect((await attacks({}))["earlier months"]).toMatchObject({found: months.tried, tried: months.tried});
});

test("a note of a partner is in no edition in which partners are coded", async () => {
  expect(JSON.stringify((await editionFor({})).files.partner_notes)).toContain("they moved to Ghent");
  expect(JSON.stringify((await editionFor(all)).files.partner_notes)).not.toContain("Ghent");
});

test("an audience with a smallest group is one from which something is kept: it sees no records behind figures", () => {
  expect(restricted(Audience.parse({}))).toBe(false);
  expect(restricted(Audience.parse({smallest_group: 5}))).toBe(true);
});

test("how figures of all partners came about is told to who has a page of them and sees every record", () => {
  const told = (rules: Partial<Audience>) => seesPortfolio(Audience.parse(rules));
  expect([told({}), told({pages: ["partner", "index"]})]).toEqual([true, true]);
  expect([told({pages: ["partner", "data"]}), told({pages: ["index"]}), told({smallest_group: 3})]).toEqual([
    false,
    false,
    false
  ]);
});

test("of the figures of all partners an audience gets those of its own pages, and none of our people without their page", () => {
  const audience = Audience.parse({pages: ["partner", "trust", "deals"]});
  const told = Object.keys(portfolioFigures).filter((metric) => seesFigure(audience, metric));
  expect(told.sort()).toEqual([
    "backtest_calibration",
    "discount_by_volume",
    "leadership",
    "maturity",
    "partner_effect",
    "registrations",
    "trust",
    "trust_priors"
  ]);
});

describe("a search of all published files", () => {
  test("finds a name as a whole, also where a page escapes it, and no part of a longer word", () => {
    const search = searchForNames(["Nord & Süd", "P12", "Ann"]);
    search.add("<td>Nord &amp; Süd</td> P123 Annotation");
    expect(search.attack()).toMatchObject({tried: 3, found: 1});
  });

  test("finds an exact amount however it is written, and not one that a band may be", () => {
    const search = searchForAmounts([1_234_567, 54_321.5, 50_000]);
    search.add('{"revenue":54321.5} <p>€1,234,567</p> 50000');
    expect(search.attack()).toMatchObject({tried: 2, found: 2});
  });
});

test("what is told is named with the attacks that found it, and an edition from which nothing is kept is said to be one", () => {
  const attack = (name: string, found: number): Attack => ({name, how: "…", tried: 60, found});
  expect(attacksText("board", [attack("links", 60), attack("deals", 0)])).toContain("Some of it is told (links).");
  expect(attacksText("board", [])).toBe('Nothing is kept from the edition "board".');
});
