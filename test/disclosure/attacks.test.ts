import {beforeAll, describe, expect, test} from "vitest";
import {quasiIdentifiersText} from "../../loaders/disclosure/quasiIdentifiers.ts";
import {attacksOn, attacksText, type Attack, type EditionFiles} from "../../loaders/disclosure/attacks.ts";
import {Audience} from "../../loaders/disclosure/audience.ts";
import {attributes, outcomes} from "../../loaders/disclosure/classes.ts";
import {readCodes} from "../../loaders/disclosure/codes.ts";
import {anonymous} from "../../loaders/disclosure/groups.ts";
import {leaveOut} from "../../loaders/disclosure/leaveOut.ts";
import {limitPortfolio} from "../../loaders/disclosure/limit.ts";
import {readHistory} from "../../loaders/history/history.ts";
import {buildMetrics} from "../../loaders/metrics/run.ts";
import {readPortfolio, type Portfolio} from "../../loaders/publish/portfolio.ts";
import {published} from "../../loaders/publish/pageFiles.ts";
import {figuresFor} from "../../loaders/release/figures.ts";
import {parseSettings} from "../../loaders/settingsFile.ts";
import {badYear} from "../../src/copy/derive.ts";
import {keyNumbers} from "../../src/copy/keyNumbers.ts";
import {percent} from "../../src/shared/formats.ts";
import {asOf, emptyReport} from "../release/project.ts";
import {factsOf, type Records} from "../support/facts.ts";

/** Sixty partners that differ in what they bring, where they are and since when. */
const ids = Array.from({length: 60}, (_, i) => `P${String(i + 1).padStart(2, "0")}`);
const one = <T>(list: readonly T[], i: number) => list[i % list.length]!;
const records: Records = {
  partners: ids.map((partner_id, i) => ({
    partner_id,
    name: `Partner of ${partner_id}`,
    kind: one(["reseller", "integrator", "agency"], i),
    tier: one(["gold", "silver"], Math.floor(i / 3)),
    region: one(["North", "South", "East", "West", "Mid"], Math.floor(i / 2)),
    agreement: one(["none", "reseller", "referral"], Math.floor(i / 7)),
    joined_on: `20${10 + (i % 14)}-0${1 + (i % 9)}-1${i % 9}`
  })),
  customers: ids.map((id) => ({customer_id: `C-${id}`, name: `Customer of ${id}`})),
  people: [],
  deals: ids.map((partner_id, i) => ({
    deal_id: `D${i}`,
    partner_id,
    customer_id: `C-${partner_id}`,
    opened_on: "2026-01-10",
    closed_on: `2026-03-${10 + (i % 15)}`,
    status: "won",
    amount: String(1013 + 977 * i + ((i * i * 7919) % 4999)),
    currency: "EUR"
  })),
  // nothing is said of new customers where no ticket has a topic, nor of those that began before tickets were recorded
  tickets: [
    {ticket_id: "T0", customer_id: "C-0", owner: "us", opened_on: "2026-01-02", topic: "installation"},
    {ticket_id: "T1", customer_id: "C-P01", owner: "us", opened_on: "2026-04-01", topic: "installation"}
  ]
};

let p: Portfolio;
beforeAll(async () => {
  const settings = parseSettings({history_months: 0}, "test");
  const db = await factsOf(records, {history_months: 0});
  await buildMetrics(db, settings, asOf);
  p = await readPortfolio(db, settings, asOf, {...emptyReport, files: []}, await readHistory({db, settings}, asOf, null, []));
  db.close();
}, 900_000);

async function editionFor(rules: Partial<Audience>): Promise<{files: EditionFiles; codes: Map<string, string>}> {
  const codes = (await readCodes("")).of("board");
  const audience = Audience.parse(rules);
  const files = leaveOut(published(limitPortfolio(p, audience, codes)), audience);
  return {files, codes: new Map(ids.map((id) => [`p${codes.number("partner", id)}`, id]))};
}

async function attacks(rules: Partial<Audience>): Promise<Record<string, Attack>> {
  const {files, codes} = await editionFor(rules);
  const {files: truth} = await editionFor({});
  return Object.fromEntries(attacksOn(files, truth, codes).map((attack) => [attack.name, attack]));
}

describe("an insider", () => {
  test("finds all where nothing is hidden: the attacks work", async () => {
    const found = await attacks({});
    expect(found.shares).toMatchObject({tried: 60, found: 60});
    expect(found["cumulative curve"]).toMatchObject({tried: 60, found: 60});
    expect(found["own revenue"]).toMatchObject({tried: 59, found: 59});
    expect(found.attributes!.found).toBe(60);
    expect(found["one customer"]).toMatchObject({tried: 60, found: 60});
    // each is alone with its attributes, so it is alike in all
    expect(found["outcomes alike"]).toMatchObject({tried: 60, found: 60});
  });

  test.each(["banded", "indexed"] as const)(
    "finds no revenue, no order and no rare attributes where partners are coded and money is %s",
    async (money) => {
      const found = await attacks({partners: "coded", customers: "coded", people: "coded", money});
      // a band's end may be an amount by chance
      for (const name of ["shares", "cumulative curve", "own revenue"]) expect(found[name]!.found).toBeLessThanOrEqual(3);
      expect(found.attributes).toMatchObject({tried: 60, found: 0});
      expect(found["outcomes alike"]).toMatchObject({tried: 60, found: 0});
      expect(found["order of codes"]!.tried).toBe(60);
      expect(found["order of codes"]!.found).toBeLessThan(8);
      expect(found["one customer"]!.found).toBe(0);
    }
  );

  test("finds no revenue in the curves where partners are left out", async () => {
    const found = await attacks({partners: "left_out", customers: "left_out", people: "left_out", money: "banded"});
    expect(found.shares!.tried).toBe(0);
    expect(found["cumulative curve"]!.found).toBeLessThanOrEqual(3);
  });

  test("with a second edition, in which partners are named, finds the coded ones whose outcomes fewer than 3 share, and is told so", async () => {
    const {files, codes} = await editionFor({partners: "coded", customers: "coded", people: "coded", money: "banded"});
    const all = (value: unknown) => files.partners.partners.id.map(() => value);
    const alike = Object.fromEntries([...attributes, "manager", ...outcomes].map((column) => [column, all(null)]));
    const label = files.partners.partners.id.map((_, i) => (i < 2 ? "core" : "long_tail"));
    const partners = {...files.partners, partners: {...files.partners.partners, ...alike, label}};
    const found = attacksOn({...files, partners}, files, codes);
    expect(found.find((attack) => attack.name === "second edition")).toMatchObject({tried: 60, found: 2});
    const text = attacksText("board", found);
    expect(text).toContain("give coded partners to readers of no other");
    expect(text).not.toContain("Some of it is told (second edition");
  });

  test("is told each quasi-identifier on a line of its own, with how many partners the edition shows it of, and k", async () => {
    const {files} = await editionFor({partners: "coded", customers: "coded", people: "coded", money: "banded"});
    const {region} = files.partners.partners;
    const shown = region.filter((value) => value !== null);
    const lines = quasiIdentifiersText(files).split("\n").map((line) => line.trim()); // prettier-ignore
    const expected = shown.length ? `${shown.length} of 60 partners, ${new Set(shown).size} value` : "hidden";
    expect(lines.find((line) => /^region /.test(line))).toContain(expected);
    expect(lines.find((line) => /^manager /.test(line))).toContain("hidden");
    for (const column of [...attributes, "manager", ...outcomes])
      expect(lines.filter((line) => line.startsWith(`${column} `))).toHaveLength(1);
    expect(Number(/\(k = (\d+)\)/.exec(lines.join("\n"))?.[1])).toBeGreaterThanOrEqual(3);
    const {files: named} = await editionFor({});
    expect(quasiIdentifiersText(named)).toContain("(k = 1)");
  });

  test("is told of in words what was found", async () => {
    const found = Object.values(await attacks({}));
    expect(attacksText("board", found)).toMatch(/shares +60 of 60 .*\n(.*\n)*Some of it is told \(shares, /);
  });
});

describe("the overview of an audience", () => {
  test.each<Partial<Audience>>([
    {},
    {money: "banded"},
    {money: "indexed"},
    {partners: "coded", customers: "coded", people: "coded", money: "banded"},
    {partners: "left_out", customers: "left_out", people: "left_out"}
  ])("shows the key numbers that its release is held to: %o", async (rules) => {
    const audience = Audience.parse(rules);
    const limited = limitPortfolio(p, audience, (await readCodes("")).of("board"));
    const largest = Math.max(...p.partners.map((row) => row.share ?? 0));
    const headline = {partners: 60, trusted: 0, rated: 0, received: 0, given: 0, largest_share: largest, k80: null};
    const shown = keyNumbers(limited).find((number) => number.to === "./concentration")!;
    expect(shown.value).toBe(percent(figuresFor(audience, limited.about, headline).largest_share));
  });

  test("has a bad year's part of revenue to 5 points, also where both are in bands", async () => {
    const money = {...p, loss: [{expected_loss: 1, var95: 205, es95: 300, p_lose_20: 0.1, cases: 9}]};
    const total = 499;
    const concentration = p.concentration.map((row) => ({...row, total}));
    const limited = limitPortfolio(
      {...money, concentration},
      Audience.parse({money: "banded"}),
      (await readCodes("")).of("board")
    );
    // bands of 200 and 200 would say 100%
    expect(badYear(limited)).toBeCloseTo(0.4, 12);
  });
});

describe("attributes", () => {
  const rows = Array.from("AAAABBBC").map((region, i) => ({region, tier: i % 2 ? "gold" : "silver", start: `20${10 + i}-01-01`}));

  test("that split the partners too finely go for all, the others where fewer than k share them", () => {
    const kept = anonymous(rows, ["region", "tier", "start"], 3);
    expect(new Set(kept.map((row) => row.start as string | null))).toEqual(new Set([null]));
    const sizes = new Map<string, number>();
    for (const row of kept) sizes.set(JSON.stringify(row), (sizes.get(JSON.stringify(row)) ?? 0) + 1);
    expect(Math.min(...sizes.values())).toBeGreaterThanOrEqual(3);
  });

  test("of partners that all have the same grade are hidden, with the next larger group where the hidden ones are too much alike", () => {
    const graded = (region: string, ...grades: string[]) => grades.map((grade) => ({region, grade}));
    const two = [...graded("North", "at_risk", "at_risk", "at_risk"), ...graded("South", "at_risk", "trusted", "trusted")];
    const more = [...two, ...graded("West", "trusted", "at_risk", "trusted", "at_risk")];
    const kept = (rows: {region: string; grade: string}[]) =>
      anonymous(rows, ["region"], 3, ["grade"]).map((row) => row.region as string | null);
    expect(kept(two)).toEqual(two.map(() => null));
    expect(kept(more)).toEqual([...two.map(() => null), "West", "West", "West", "West"]);
    // what all partners have tells no group apart, and what says nothing may be shared
    expect(
      kept([...graded("North", "at_risk", "at_risk", "at_risk"), ...graded("South", "at_risk", "at_risk", "at_risk")])[0]
    ).toBe("North");
    expect(
      kept([...graded("North", "not_rated", "not_rated", "not_rated"), ...graded("South", "at_risk", "trusted", "trusted")])[0]
    ).toBe("North");
  });

  test("of fewer partners than k are all hidden", () => {
    expect(anonymous(rows.slice(0, 2), ["region", "tier"], 3).map(({region, tier}) => [region, tier])).toEqual([
      [null, null],
      [null, null]
    ]);
  });
});

test.each(["exact", "rounded"] as const)("partners that are coded beside %s money are refused, with the reason", (money) => {
  expect(() => parseSettings({audiences: {board: {partners: "coded", money}}}, "handshake.config.ts")).toThrow(
    /audiences\.board.*whoever knows what one partner brings finds it by the amount.*"banded" or "indexed"/s
  );
});
