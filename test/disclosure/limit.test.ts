import {describe, expect, test} from "vitest";
import {Audience, everything, type Audience as Rules} from "../../loaders/disclosure/audience.ts";
import {readHistory} from "../../loaders/history/history.ts";
import {buildMetrics} from "../../loaders/metrics/run.ts";
import {readCodes} from "../../loaders/disclosure/codes.ts";
import {classesOf, metasOf} from "../../loaders/disclosure/classes.ts";
import {tooSmall} from "../../loaders/disclosure/groups.ts";
import {leaveOut} from "../../loaders/disclosure/leaveOut.ts";
import {coarsened} from "../../loaders/disclosure/coarsen.ts";
import {limitPortfolio, rulesFor} from "../../loaders/disclosure/limit.ts";
import {limitRow} from "../../loaders/disclosure/limitRows.ts";
import {moneyRule} from "../../loaders/disclosure/money.ts";
import {withWritten} from "../../loaders/disclosure/written.ts";
import {pareto} from "../../loaders/publish/pictures.ts";
import {readPortfolio} from "../../loaders/publish/portfolio.ts";
import {published} from "../../loaders/publish/pageFiles.ts";
import {parseSettings} from "../../loaders/settingsFile.ts";
import {files, type FileName} from "../../src/contract/index.ts";
import {withheldId} from "../../src/shared/address.ts";
import {money} from "../../src/shared/formats.ts";
import {sentenceTree} from "../../src/shared/answer.ts";
import {tables} from "../../src/contract/tables.ts";
import {asOf, emptyReport} from "../release/project.ts";
import {factsOf, type Records} from "../support/facts.ts";

const canaries = ["Zyxanthine", "PQ-7781", "Quorvex", "CU-4412", "Marwenna Tolk", "HU-9123", "t.marwenna@zyx.example"];

const deal = (n: number, partner_id: string, amount: string) => ({
  deal_id: `D${n}`,
  partner_id,
  customer_id: "CU-4412",
  opened_on: "2026-01-10",
  closed_on: "2026-03-10",
  status: "won",
  amount,
  currency: "EUR",
  rep_id: "HU-9123"
});
const records: Records = {
  partners: [
    {partner_id: "PQ-7781", name: "Zyxanthine", joined_on: "2024-01-01", region: "North", manager_id: "HU-9123"},
    {partner_id: "P2", name: "Bea Partners", joined_on: "2025-01-01", region: "South"},
    {partner_id: "P3", name: "Cee", joined_on: "2025-01-01", region: "South"}
  ],
  customers: [{customer_id: "CU-4412", name: "Quorvex"}],
  people: [{person_id: "HU-9123", name: "Marwenna Tolk", side: "us"}],
  deals: [deal(1, "PQ-7781", "123456"), deal(2, "P2", "40000"), deal(3, "P3", "4000")],
  referrals: [1, 2, 3].map((n) => ({
    referral_id: `R${n}`,
    direction: "received",
    partner_id: "PQ-7781",
    to_person: "t.marwenna@zyx.example",
    from_person: "HU-9123",
    outcome: "accepted",
    made_on: `2026-0${n}-01`
  })),
  notes: [{partner_id: "P2", day: "2026-05-01", by: "Ann", text: "Write to t.marwenna@zyx.example, not to us."}],
  events: [{day: "2026-05-02", what: "Prices by t.marwenna@zyx.example"}]
};

async function portfolio() {
  const settings = parseSettings({history_months: 3}, "test");
  const db = await factsOf(records, {history_months: 3});
  await buildMetrics(db, settings, asOf);
  const history = await readHistory({db, settings}, asOf, null, []);
  const p = await readPortfolio(db, settings, asOf, {...emptyReport, files: []}, history);
  db.close();
  return withWritten(p, everything, "");
}

const audience = (rules: Partial<Rules>) => Audience.parse(rules);

async function textsFor(rules: Partial<Rules>): Promise<{all: string; files: Record<string, unknown>}> {
  const limited = limitPortfolio(await portfolio(), audience(rules), (await readCodes("")).of(""));
  const made = leaveOut(published(limited), audience(rules));
  for (const name of Object.keys(files) as FileName[]) expect(files[name].safeParse(made[name]).error).toBeUndefined();
  return {all: JSON.stringify(made), files: made};
}
const found = (text: string) => canaries.filter((c) => text.includes(c));

describe("an audience", () => {
  test("that may know all is told every name, and nobody's e-mail address, also where somebody wrote it into a text", async () => {
    const {all} = await textsFor({});
    expect(found(all)).toEqual(expect.arrayContaining(["Zyxanthine", "PQ-7781", "Quorvex"]));
    expect(found(all)).not.toContain("t.marwenna@zyx.example");
    expect(all).toContain("Write to (an e-mail address), not to us.");
    expect(all).toContain("Prices by (an e-mail address)");
  });

  test("from which all are coded is told no name and no id, and everything else as before", async () => {
    const {all, files} = await textsFor({partners: "coded", customers: "coded", people: "coded"});
    expect(found(all)).toEqual([]);
    expect(all).toMatch(/Partner \d{4}\b/);
    const {partners} = files.partners as {partners: {id: string[]; revenue: number[]}};
    expect(partners.id.every((id) => /^p\d{4}$/.test(id))).toBe(true);
    expect(partners.revenue).toEqual([123456, 40000, 4000]);
  });

  test("from which partners are left out gets no row about one, and counts as before", async () => {
    const {all, files} = await textsFor({partners: "left_out", customers: "left_out", people: "left_out"});
    expect(found(all)).toEqual([]);
    expect(all).not.toMatch(/(Partner|Customer|Person) \d/);
    expect(files.partners).toMatchObject({about: {partners: 3}, partners: {id: [], name: [], revenue: []}});
    expect(files.overview).toMatchObject({dots: {id: []}, about: {partners: 3}});
  });

  test("from which only people or customers are left out gets no list of them, and no page of an account manager", async () => {
    type Members = {id: string[]};
    const lists = async (rules: Partial<Rules>) => {
      const {files} = await textsFor(rules);
      const {customers, reps, partners} = files.concentration as Record<"customers" | "reps" | "partners", Members>;
      const {owners} = files.owners as {owners: string[]};
      return [partners.id.length, customers.id.length, reps.id.length, owners.length];
    };
    expect(await lists({})).toEqual([3, 1, 1, 1]);
    expect(await lists({customers: "left_out"})).toEqual([3, 0, 1, 1]);
    expect(await lists({people: "left_out"})).toEqual([3, 1, 0, 0]);
  });

  test("gets groups of no less than so many partners", async () => {
    const regions = async (smallest_group: number) =>
      ((await textsFor({smallest_group})).files.concentration as {regions: {region: string}[]}).regions.map((r) => r.region);
    expect(await regions(1)).toHaveLength(2);
    expect(await regions(2)).toEqual([]);
    const {partners} = (await textsFor({smallest_group: 2})).files.partners as {partners: {region: (string | null)[]}};
    expect(partners.region).toEqual([null, null, null]);
  });

  test("is not shown a larger group either where all that is hidden could be had as a difference from the whole", () => {
    const hidden = (sizes: Record<string, number>) => [...tooSmall(new Map(Object.entries(sizes)), 3)];
    expect(hidden({A: 1, B: 4, C: 9})).toEqual(["A", "B"]);
    expect(hidden({C: 5, B: 2, A: 1, D: 9})).toEqual(["A", "B"]);
    expect(hidden({A: 3, B: 4})).toEqual([]);
    expect(hidden({A: 2})).toEqual(["A"]);
  });

  test("is told what was published before as coarsely as what is now, and neither an index by its inverse nor a share by a difference", async () => {
    const p = await portfolio();
    const before = {largest_share: 0.7123, effective_n: 1.6789, p_lose_20: 0.3456, partner_revenue: 160_123};
    const move = (value: number) => ({before: value, now: 1.0117 * value, corrected: 0, redefined: 0, events: 0.0117 * value});
    const moves = Object.fromEntries(Object.entries({...before, gone: 0.4321}).map(([name, value]) => [name, move(value)]));
    const history = {
      ...p.history,
      drop: {day: "2026-05-31", headlines: before, scores: {}},
      moves: {as_of: "2026-05-31", settings: [], definitions: false, headlines: moves, scores: {}}
    };
    const {history: told} = limitPortfolio({...p, history}, audience({money: "banded"}), (await readCodes("")).of(""));
    expect(told.drop!.headlines).toEqual({largest_share: 0.7, effective_n: 2, p_lose_20: 0.35, partner_revenue: 100_000});
    expect(told.moves!.headlines.largest_share).toEqual({before: 0.7, now: 0.7, corrected: 0, redefined: 0, events: 0});
    expect(told.moves!.headlines.gone!.before).toBeNull();
    const {headlines} = limitPortfolio(p, audience({money: "banded"}), (await readCodes("")).of(""));
    const value = (name: string) => headlines.find((row) => row.headline === name)!.value;
    expect([value("largest_share"), value("effective_n"), value("hhi")]).toEqual([0.75, 2, 0.6]);
  });

  test("is told money rounded, in bands, or as a share of all: then without a currency", async () => {
    const revenue = async (money: Rules["money"]) => {
      const {files} = await textsFor({money});
      const {about, partners} = files.partners as {about: {currency: string | null}; partners: {revenue: number[]}};
      return [about.currency, ...partners.revenue.map((r) => Math.round(r * 10) / 10)];
    };
    expect(await revenue("exact")).toEqual(["EUR", 123456, 40000, 4000]);
    expect(await revenue("rounded")).toEqual(["EUR", 120000, 40000, 4000]);
    expect(await revenue("banded")).toEqual(["EUR", 100000, 20000, 2000]);
    expect(await revenue("indexed")).toEqual([null, 50, 20, 2]);
    expect((await textsFor({money: "indexed"})).all).not.toMatch(/123.?456|€/);
  });
});

test("a share, or days, that a case tells beside an amount are coarse as shares and days are, and never nought for it", async () => {
  const p = await portfolio();
  const codes = (await readCodes("")).of("");
  const seen = (rules: Partial<Rules>, kind: string, size_unit: string, value: number) => {
    const row = {kind, size_unit, partner_id: "P2", seen: value};
    return limitRow(row, classesOf("cases"), metasOf("cases"), rulesFor(p, audience(rules), codes)).seen;
  };
  const coded = {partners: "coded", customers: "left_out", people: "left_out", money: "indexed"} as const;
  for (const rules of [coded, {money: "banded"} as const]) {
    expect(seen(rules, "concentration", "money", 0.18)).toBe(0.1);
    expect(seen(rules, "over_served", "hours", 0.24)).toBe(0.2);
  }
  expect(seen(coded, "registration_overdue", "money", 37)).toBe(30);
  expect(seen({money: "banded"}, "registration_overdue", "money", 37)).toBe(37);
  expect(seen({}, "concentration", "money", 0.18)).toBe(0.18);
});

test("the share that is left without one large deal is coarse as shares are, and never nought for the amount beside it", async () => {
  const p = await portfolio();
  const codes = (await readCodes("")).of("");
  const expected = (rules: Partial<Rules>) => {
    const row = {kind: "concentration", size_unit: "money", partner_id: "P2", seen: 0.4, expected: 0.07};
    return limitRow(row, classesOf("cases"), metasOf("cases"), rulesFor(p, audience(rules), codes)).expected;
  };
  expect(expected({money: "banded"})).toBe(0.05);
  expect(expected({money: "indexed"})).toBe(0.05);
  expect(expected({})).toBe(0.07);
});

test("a partner's concentration is as exact as elsewhere where customers are not named: the one that made it is left out", async () => {
  const p = await portfolio();
  const row = {
    ...{case_id: "c", about: "partner", subject_id: "P2", partner_id: "P2", partner: "Bea Partners", kind: "concentration"},
    ...{customer_id: "CU-4412", customer: "Quorvex", size_unit: "money", size: 40000, seen: 0.76, expected: 0.049}
  } as unknown as (typeof p.history.now.cases)[number];
  const told = async (rules: Partial<Rules>) => {
    const history = {...p.history, now: {...p.history.now, cases: [row]}};
    const codes = (await readCodes("")).of("");
    return limitPortfolio({...p, history}, audience(rules), codes).history.now.cases[0];
  };
  for (const customers of ["coded", "left_out"] as const)
    expect(await told({customers})).toMatchObject({seen: 0.76, size: 40000, expected: null, customer_id: null, customer: null});
  expect(await told({})).toMatchObject({seen: 0.76, expected: 0.049, customer: "Quorvex"});
});

test("whether one deal, or new partners, brought half of a period’s revenue is told only where shares are exact", async () => {
  const p = await portfolio();
  const codes = (await readCodes("")).of("");
  const told = (rules: Partial<Rules>) => {
    const row = {kind: "partner", net: 700, one_deal: true, new_partners: false};
    const {one_deal, new_partners} = limitRow(
      row,
      classesOf("revenue_periods"),
      metasOf("revenue_periods"),
      rulesFor(p, audience(rules), codes)
    );
    return [one_deal, new_partners];
  };
  expect(told({money: "banded"})).toEqual([null, null]);
  expect(told({money: "indexed"})).toEqual([null, null]);
  expect(told({partners: "coded"})).toEqual([null, null]);
  expect(told({})).toEqual([true, false]);
});

test("bands begin at 1, 2, 5, 10, … also below zero", () => {
  const banded = moneyRule("banded", {concentration: []});
  expect([0, 0.4, 1, 1.9, 2, 4.99, 5, 10, 999, 1000, -7].map(banded)).toEqual([0, 0, 1, 1, 2, 2, 5, 10, 500, 1000, -5]);
});

test("every published file says how its amounts are told where they are not exact", async () => {
  const told = async (money: Rules["money"]) => {
    const {files: made} = await textsFor({money});
    const {about} = made["overview"] as {about: {amounts?: string}};
    return about.amounts ?? null;
  };
  expect([await told("exact"), await told("rounded"), await told("banded"), await told("indexed")]).toEqual([
    null,
    "rounded",
    "banded",
    "indexed"
  ]);
});

test("what is less than 1 of 100 has a band of its own: pages would count its partner among those without revenue", () => {
  const total = [{is_current: true, dimension: "partner", total: 1_000_000}] as Parameters<typeof moneyRule>[1]["concentration"];
  const indexed = moneyRule("indexed", {concentration: total});
  expect([0, 5, 10, 700, 2500, 9999, 10_000, -7000].map(indexed)).toEqual([0, 0, 0.001, 0.05, 0.2, 0.5, 1, -0.5]);
  const share = (value: number) =>
    coarsened(value, {tells: "share", unit: null}, true, {shares: true, records: true, fiscal_year_first_month: 1});
  expect([0.0005, 0.007, 0.07].map(share)).toEqual([0.0005, 0.005, 0.05]);
  expect([0.001, 0.2, 0.5, 2].map((amount) => money(amount, null))).toEqual(["0.001", "0.2", "0.5", "2"]);
});

test("shares are added up before they become bands: those of a curve would end far below what it is said to reach", async () => {
  const p = await portfolio();
  const limited = limitPortfolio(p, audience({money: "banded"}), (await readCodes("")).of(""));
  // 123,456, 40,000 and 4,000 of 167,456
  expect(limited.added_up).toEqual([0.5, 1, 1]);
  expect(pareto(limited, 10).cumulative).toEqual([0, 0.5, 1, 1]);
  expect(pareto(p, 10).cumulative.map((sum) => Math.round(100 * sum))).toEqual([0, 74, 98, 100]);
});

test("a column of which nobody has said what it tells fails the build", async () => {
  const p = await portfolio();
  const spoiled = {...p, partners: p.partners.map((row) => ({...row, nickname: "Zyx"}))};
  const codes = (await readCodes("")).of("");
  expect(() => limitPortfolio(spoiled, audience({}), codes)).toThrow("partners.nickname");
  expect(() => classesOf("a_new_table", [{id: 1}])).toThrow("a_new_table.id");
  for (const table of Object.keys(tables)) expect(Object.values(classesOf(table)).length).toBeGreaterThan(0);
});

test("a partner that is left out is told of in words, without a link", () => {
  const text = JSON.stringify(sentenceTree(["The largest is ", {id: withheldId, name: "a partner"}]));
  expect(text).not.toContain("href");
  expect(JSON.stringify(sentenceTree([{id: "P1", name: "Ann"}]))).toContain("./partner/P1");
});
