import {mkdirSync, symlinkSync} from "node:fs";
import path from "node:path";
import {describe, expect, test} from "vitest";
import {Audience, allAudiences, partnerEditionName, siteNames, withPartners} from "../../loaders/disclosure/audience.ts";
import {comparable, mediansFor, type Comparison} from "../../loaders/disclosure/medians.ts";
import {partnersOf} from "../../loaders/disclosure/only.ts";
import {abandonedSites, sitesThere} from "../../loaders/release/pin.ts";
import {type SettingsInput} from "../../loaders/settings.ts";
import {parseSettings} from "../../loaders/settingsFile.ts";
import {readCodes} from "../../loaders/disclosure/codes.ts";
import {readHistory} from "../../loaders/history/history.ts";
import {buildMetrics} from "../../loaders/metrics/run.ts";
import {editionOf, editionSource} from "../../loaders/publish/edition.ts";
import {readPortfolio} from "../../loaders/publish/portfolio.ts";
import type {Edition} from "../../src/contract/edition.ts";
import {asOf, emptyReport} from "../release/project.ts";
import {factsOf} from "../support/facts.ts";
import {removeFolder, temporaryFolder} from "../support/pipeline.ts";

const settings = (input: SettingsInput) => parseSettings(input, "handshake.config.ts");

describe("the partners of an edition", () => {
  const partners = [
    {id: "P1", region: "North", manager: "Anna Meyer"},
    {id: "P2", region: "South", manager: "Anna Meyer"},
    {id: "P3", region: null, manager: null}
  ];
  const ids = (only: Parameters<typeof partnersOf>[1], managers: [string, string][]) =>
    partnersOf(partners, only, new Map(managers)).map(({id}) => id);

  test("are those of an id, a region, or an account manager by id or name", () => {
    const one: [string, string][] = [["P1", "H1"], ["P2", "H1"]]; // prettier-ignore
    expect(ids({partner: "P1"}, one)).toEqual(["P1"]);
    expect(ids({region: "South"}, one)).toEqual(["P2"]);
    expect(ids({manager: "H1"}, one)).toEqual(["P1", "P2"]);
    expect(ids({manager: "Anna Meyer"}, one)).toEqual(["P1", "P2"]);
    expect(ids({manager: "nobody"}, one)).toEqual([]);
  });

  test("are never those of another person of the same name", () => {
    const two: [string, string][] = [["P1", "H1"], ["P2", "H2"]]; // prettier-ignore
    expect(ids({manager: "H2"}, two)).toEqual(["P2"]);
    expect(() => ids({manager: "Anna Meyer"}, two)).toThrow(/2 account managers have that name \(H1, H2\)\. Name one by id/);
  });
});

test("no two ids share a folder, whatever is in them", () => {
  const ids = ["p1", "P1", "p-1", "p 1", "../p1", "p1/", "é", "è", "x".repeat(60), "x".repeat(61), "__proto__"];
  const names = ids.map(partnerEditionName);
  expect(new Set(names).size).toBe(ids.length);
  for (const name of names) expect(name).toMatch(/^partner-[a-z0-9_-]{1,32}$/);
});

test("the site for everybody stays beside editions for partners, and goes where an audience is set", () => {
  expect(siteNames(settings({partner_editions: ["p1"]}))).toEqual(["", "partner-p1"]);
  expect(siteNames(settings({partner_editions: ["p1"], audiences: {board: {}}}))).toEqual(["board", "partner-p1"]);
  expect(allAudiences(settings({partner_editions: ["p1"]}))["partner-p1"]).toMatchObject({only: {partner: "p1"}});
});

test("an edition of every partner follows the data: a run knows their ids, other commands see which sites there are", async () => {
  const all = settings({partner_editions: "all", audiences: {board: {}}});
  expect(siteNames(all)).toEqual(["board"]);
  expect(siteNames(withPartners(all, ["p1", "p2"]))).toEqual(["board", "partner-p1", "partner-p2"]);
  const site = await temporaryFolder();
  for (const name of ["partner-p1", "old"]) {
    mkdirSync(path.join(site, name));
    symlinkSync("releases/x", path.join(site, name, "current"));
  }
  expect(await sitesThere(site, all)).toEqual(["board", "partner-p1"]);
  const abandoned = async (of: typeof all) => (await abandonedSites(site, of)).map((one) => path.basename(one.site)).sort();
  expect(await abandoned(all)).toEqual(["old"]);
  // a run, which knows that p1 is gone, names its site
  expect(await abandoned(withPartners(all, ["p2"]))).toEqual(["old", "partner-p1"]);
  await removeFolder(site);
});

test.each([
  [{audiences: {a: {only: {partner: "p1"}, partners: "coded" as const, money: "banded" as const}}}, "about these by name"],
  [{audiences: {a: {only: {partner: "p1"}, pages: ["index"]}}}, "has one page"],
  [{audiences: {a: {only: {partner: "p1"}, money: "indexed" as const}}}, "the sum of all others"],
  [{audiences: {"partner-x": {}}}, "as the editions of partner_editions do"],
  [{partner_editions: ["p1", "p1"]}, "names a partner twice"],
  [{audiences: {a: {only: {region: "North"}}}, alerts_audience: "a"}, "which has no alerts"],
  [{audiences: {a: {}}, alerts_audience: "bord"}, '"bord" is no audience, expected one of a; nobody would be sent a case'],
  [{audiences: {a: {}}, alerts_audience: "constructor"}, "is no audience"],
  [{alerts_audience: "a"}, "as the settings have no audiences"],
  [{audiences: {a: {}}, owner_mail: {Ann: "a@example.com"}}, "alerts_audience names no audience"],
  [{audiences: {a: {pages: ["index"]}}, alerts_audience: "a"}, "a mail must not tell more than its site"],
  [
    {audiences: {a: {people: "coded" as const}}, alerts_audience: "a", owner_mail: {Ann: "a@example.com"}},
    "owner_mail reaches nobody"
  ],
  [{audiences: {a: {partners: "coded" as const, money: "banded" as const}}}, "partners are coded and customers are named"],
  [
    {audiences: {a: {partners: "coded" as const, customers: "coded" as const, money: "banded" as const}}},
    "partners are coded and people are named"
  ],
  [{audiences: {a: {customers: "coded" as const}}}, "customers are coded and money is exact"]
])("settings that can't be meant are refused with the reason (%#)", (input, reason) => {
  expect(() => settings(input)).toThrow(reason);
});

describe("what an edition is told of others", () => {
  const of = (n: number, dominant = 10): Comparison => {
    const ids = Array.from({length: n}, (_, i) => `P${i}`);
    const values = new Map(ids.map((id, i) => [id, 41 + i]));
    const none = new Map<string, number>();
    return {
      values: {
        ...{score: values, deals_won: none, referrals_accepted: none, tickets_on_time: none},
        ...{revenue: new Map(ids.map((id, i) => [id, 123_457 + i])), received: values, given: none}
      },
      evidence: new Map([["deal", new Map(ids.map((id, i) => [id, i === n - 1 ? dominant : 10]))]])
    };
  };
  const audience = allAudiences(settings({partner_editions: ["P0"]}))[partnerEditionName("P0")]!;
  const own = new Set(["P0"]);

  test("is a median only where five others have the figure, coarse and never somebody's amount", () => {
    const shown = (n: number) => Object.fromEntries(mediansFor(audience, own, of(n)).map(({figure, value}) => [figure, value]));
    expect(shown(5)).toMatchObject({score: null, revenue: null, received: null, deals_won: null});
    expect(shown(6)).toMatchObject({score: 45, revenue: 100_000, received: 45, deals_won: null});
  });

  test("are scores only where five others are rated and none of them dominates", () => {
    expect([comparable(audience, own, of(5)), comparable(audience, own, of(6)), comparable(audience, own, of(6, 1000))]).toEqual([
      false,
      true,
      false
    ]);
  });

  test("is no score of a partner with too little data to rate, nor that of others like it", async () => {
    const deals = (partner_id: string, n: number) =>
      Array.from({length: n}, (_, i) => ({
        ...{deal_id: `${partner_id}-${i}`, partner_id, customer_id: "C1", opened_on: "2026-03-01", closed_on: "2026-05-01"},
        ...{status: i % 2 ? "lost" : "won", amount: "100"}
      }));
    const edition = async (rated: number) => {
      const ids = Array.from({length: 7}, (_, i) => `P${i}`);
      const db = await factsOf({deals: ids.flatMap((id, i) => deals(id, i === 0 || i > rated ? 1 : 4))}, {history_months: 2});
      const given = parseSettings({history_months: 2}, "test");
      await buildMetrics(db, given, asOf);
      const history = await readHistory({db, settings: given}, asOf, null, []);
      const p = await readPortfolio(db, given, asOf, {...emptyReport, files: []}, history);
      db.close();
      const codes = (await readCodes("")).of("");
      return (id: string) => editionOf(editionSource(p, new Map()), Audience.parse({only: {partner: id}}), codes)!;
    };
    const of = await edition(6);
    const points = ({partners, history}: Edition) => [partners.score[0], partners.lower[0], history.score[0]!.at(-1)];
    expect(points(of("P0"))).toEqual([null, null, null]);
    expect(points(of("P1"))).toEqual([52, expect.any(Number), 52]);
    expect(of("P0").compared).toBe(true);
    // of six others only four are rated
    expect((await edition(4))("P0")).toMatchObject({
      compared: false,
      medians: expect.arrayContaining([{figure: "score", value: null}]) as unknown
    });
  });
});
