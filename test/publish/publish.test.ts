import {publishedTables} from "../../src/contract/publishedTables.ts";
import {mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import path from "node:path";
import {afterEach, beforeEach, describe, expect, test} from "vitest";
import type {CatalogueEntry} from "../../loaders/publish/tables/writeTables.ts";
import {rowsOf} from "../../src/shared/rows.ts";
import {files, type Answer, type File, type FileName, type Sentence} from "../../src/contract/index.ts";
import {atLeast} from "../../src/shared/formats.ts";
import {asOf, fewDeals, publishRecords} from "../release/project.ts";
import {manyPartners} from "../support/manyPartners.ts";

let folder: string;
beforeEach(() => void (folder = mkdtempSync(path.join(tmpdir(), "handshake-publish-"))));
afterEach(() => rmSync(folder, {recursive: true}));

const read = <N extends FileName>(name: N) => JSON.parse(readFileSync(path.join(folder, `${name}.json`), "utf8")) as File<N>;
const plain = (s: Sentence) =>
  s.map((part) => (typeof part === "string" ? part : "strong" in part ? part.strong : part.name)).join("");
const said = (words: Record<string, Answer>, key: string) => plain(words[key]!.finding);

describe("publish", () => {
  test("writes every file of the contract, each of its shape, and removes what is no part of it", async () => {
    writeFileSync(path.join(folder, "stale.json"), "{}");
    await publishRecords(fewDeals, folder);
    writeFileSync(path.join(folder, "tables", "stale.arrow"), "");
    await publishRecords(fewDeals, folder);
    expect(readdirSync(folder).sort()).toEqual([...Object.keys(files).map((name) => `${name}.json`), "past", "tables"].sort());
    expect(readdirSync(path.join(folder, "tables")).sort()).toEqual(
      ["catalogue.json", ...Object.keys(publishedTables).flatMap((name) => [`${name}.arrow`, `${name}.parquet`])].sort()
    );
    for (const [name, shape] of Object.entries(files)) expect(shape.safeParse(read(name as FileName)).error).toBeUndefined();
  });

  test("gives the same bytes for the same records", async () => {
    const names = () => readdirSync(folder, {recursive: true, encoding: "utf8"}).sort();
    const bytes = () =>
      names()
        .filter((f) => statSync(path.join(folder, f)).isFile())
        .map((f) => [f, readFileSync(path.join(folder, f), "base64")]);
    await publishRecords(fewDeals, folder);
    const first = bytes();
    await publishRecords(fewDeals, folder);
    expect(bytes()).toEqual(first);
  });

  test("says of each table which pages show it: those that read a file made from it", async () => {
    await publishRecords(fewDeals, folder);
    const entries = JSON.parse(readFileSync(path.join(folder, "tables", "catalogue.json"), "utf8")) as CatalogueEntry[];
    const pages = Object.fromEntries(entries.map((entry) => [entry.name, entry.pages]));
    expect(pages["loss_years"]).toEqual(["concentration"]);
    expect(pages["backtest_calibration"]).toEqual(["glossary", "method", "trust"]);
    expect(pages["reciprocity"]).toEqual(expect.arrayContaining(["index", "partner", "partners", "reciprocity"]));
    expect(pages["reciprocity"]).not.toContain("deals");
    expect(pages["cases"]).toContain("attention");
    expect(pages["cases"]).not.toContain("trust");
  });

  test("traces each table to metrics and records, also one that no single metric makes", async () => {
    await publishRecords(fewDeals, folder);
    const entries = JSON.parse(readFileSync(path.join(folder, "tables", "catalogue.json"), "utf8")) as CatalogueEntry[];
    expect(entries.filter(({facts}) => !facts.length).map(({name}) => name)).toEqual([]);
    const traced = new Map(entries.map(({name, metrics, facts}) => [name, {metrics, facts}]));
    expect(traced.get("members")!.metrics).toEqual(["concentration_members", "partner_names"]);
    expect(traced.get("members")!.facts).toContain("deal_credits");
    expect(traced.get("notes")).toEqual({metrics: [], facts: ["notes"]});
    expect(traced.get("partners")!.metrics).toEqual(expect.arrayContaining(["risk", "trust"]));
    expect(traced.get("partners")!.facts).toEqual(expect.arrayContaining(["deal_credits", "referrals", "tickets"]));
  });

  test("lists partners with their revenue, largest first", async () => {
    await publishRecords(fewDeals, folder);
    const rows = rowsOf(read("partners").partners);
    expect(rows.map(({id, revenue}) => ({id, revenue}))).toEqual([
      {id: "A", revenue: 3000},
      {id: "B/1?x", revenue: 250}
    ]);
    expect(rows[0]!.share).toBeCloseTo(3000 / 3250, 3);
  });

  test("keeps a name as it is, as data", async () => {
    await publishRecords(fewDeals, folder);
    expect(read("partners").partners.name).toContain('<b>Ann</b> & "Co"');
  });

  test("adds up: partner and direct revenue are all revenue won", async () => {
    const direct = {
      deal_id: "D",
      customer_id: "C",
      opened_on: "2026-01-01",
      closed_on: "2026-02-01",
      status: "won",
      amount: "750"
    };
    await publishRecords({...fewDeals, deals: [...fewDeals["deals"]!, direct]}, folder);
    expect(read("data").revenue.map(({kind, net}) => ({kind, net}))).toEqual([
      {kind: "partner", net: 3250},
      {kind: "direct", net: 750}
    ]);
  });
});

test("a bad year that is known by inactivity alone is the same on the overview as on the page of concentration", async () => {
  const all = manyPartners(880);
  const every = <R>(rows: readonly R[] = []) => rows.filter((_, i) => i % 8 === 0);
  await publishRecords({people: all.people, partners: every(all.partners), deals: every(all.deals)}, folder);
  const {var95, loss_alone} = read("overview");
  expect(said(read("concentration").words, "loss")).toMatch(/^Not known before a past year tells/);
  expect([loss_alone, var95 !== null && var95 > 0]).toEqual([true, true]);
  const {paragraphs} = read("concentration").words.loss!;
  expect(paragraphs.map(plain).join(" ")).toContain(`By inactivity alone, a bad year (1 in 20) loses ${atLeast(var95)}`);
});

describe("what is not recorded is said, not shown as nothing", () => {
  test("with no referrals, tickets and activities", async () => {
    await publishRecords(fewDeals, folder);
    const {words, exchange, weighed, about} = read("overview");
    expect(about.recorded).toEqual({
      deals: true,
      referrals: false,
      tickets: false,
      topics: false,
      activities: false,
      contacts: false,
      reviews: false,
      registrations: false,
      leadership: false,
      from: "2026-01-10",
      deals_from: "2026-03-10"
    });
    expect(said(words, "reciprocity")).toBe("Referrals are not recorded");
    expect(said(words, "attention")).toBe("Hours and contacts are not recorded");
    expect([exchange.id, weighed]).toEqual([[], []]);
    expect(read("reciprocity").portfolio).toBeNull();
  });

  test("with no partner at all", async () => {
    await publishRecords({}, folder);
    const {words, numbers} = read("overview");
    expect(said(words, "headline")).toBe("No partners in the data yet");
    expect(said(words, "trust")).toBe("No partners in the data");
    expect(said(words, "concentration")).toBe("Deals are not recorded");
    expect(numbers.every((n) => n.value === "–")).toBe(true);
  });

  test("with one partner", async () => {
    await publishRecords({partners: [{partner_id: "A", name: "Ann", joined_on: "2024-01-01"}]}, folder);
    expect(said(read("overview").words, "trust")).toBe("One partner, with too little data to rate");
  });
});

/** One referral each way with three partners, so that a one-sided one is not most of all. */
const answered = ["X", "Y", "Z"].flatMap((partner_id) =>
  ["given", "received"].map((direction) => ({
    referral_id: `${direction} ${partner_id}`,
    partner_id,
    direction,
    made_on: "2026-03-01",
    answered_on: "2026-03-05",
    outcome: "accepted"
  }))
);

describe("sentences", () => {
  const referrals = (direction: string, n: number) =>
    Array.from({length: n}, (_, i) => ({
      referral_id: `${direction}${i}`,
      partner_id: "A",
      direction,
      made_on: "2026-03-01",
      answered_on: "2026-03-05",
      outcome: "accepted"
    }));

  test("say who receives clearly more than it sends", async () => {
    await publishRecords({partners: fewDeals["partners"]!, referrals: [...referrals("given", 6), ...answered]}, folder);
    const {words} = read("overview");
    expect(said(words, "reciprocity")).toBe(
      "We send more referrals than we receive; 1 partner returns clearly fewer than we send"
    );
    expect(read("attention").cases.map((c) => plain(c.about))).toContain('<b>Ann</b> & "Co" receives clearly more than it sends');
  });

  test("name who is at or above the ASC 280 threshold", async () => {
    await publishRecords(fewDeals, folder);
    expect(read("concentration").disclosures.map(({dimension, name}) => `${dimension} ${name}`)).toContain(
      'partner <b>Ann</b> & "Co"'
    );
  });

  test("carry the date of the data and no other", async () => {
    await publishRecords(fewDeals, folder);
    expect(read("overview").about.as_of).toBe(asOf);
  });
});

describe("cases", () => {
  const given = (partner_id: string) =>
    Array.from({length: 6}, (_, i) => ({
      referral_id: `${partner_id}${i}`,
      partner_id,
      direction: "given",
      made_on: "2026-03-01",
      outcome: "accepted"
    }));
  const standing = () =>
    read("attention")
      .cases.map(({partner, kind, news}) => `${partner} ${kind} ${news}`)
      .sort();

  test("are new, continuing or resolved against the publication before, and stay so when it is published again", async () => {
    const [first, journal] = [path.join(folder, "first"), path.join(folder, "journal")];
    await publishRecords({referrals: [...given("A"), ...given("B"), ...answered]}, first, undefined, journal);
    expect((JSON.parse(readFileSync(path.join(first, "attention.json"), "utf8")) as File<"attention">).compared).toBeNull();
    for (let again = 0; again < 2; again++) {
      await publishRecords({referrals: [...given("A"), ...given("C"), ...answered]}, folder, undefined, journal);
      expect(standing()).toEqual(["A one_sided continuing", "C one_sided new", "null one_sided resolved"]);
      expect(read("attention").compared).toBe(asOf);
    }
  });

  test("and scores of a partner that was merged into another lead to no page, since it has none any more", async () => {
    const journal = path.join(folder, "journal");
    const listed = (...ids: string[]) => [...ids, "X", "Y", "Z"].map((id) => ({partner_id: id, name: `${id} Ltd`}));
    const deals = ["won", "lost", "lost"].map((status, i) => {
      const [opened_on, closed_on] = ["2026-01-02", "2026-02-02"];
      return {deal_id: `d${i}`, partner_id: "B", customer_id: "c", opened_on, closed_on, status, amount: 5};
    });
    const before = {partners: listed("A", "B"), referrals: [...given("A"), ...given("B"), ...answered], deals};
    await publishRecords(before, path.join(folder, "first"), undefined, journal);
    const asA = <R extends {partner_id: string}>(rows: R[]) =>
      rows.map((r) => (r.partner_id === "B" ? {...r, partner_id: "A"} : r));
    await publishRecords(
      {partners: listed("A"), referrals: asA(before.referrals), deals: asA(deals)},
      folder,
      undefined,
      journal
    );
    const gone = read("attention").cases.filter((c) => c.news === "resolved");
    expect(gone.map((c) => [c.partner, c.about])).toContainEqual([null, ["B Ltd brings 100% of all revenue"]]);
    const {published, words} = read("changes");
    expect(published!.scores.id).not.toContain("B");
    expect(words["published"]!.paragraphs.map(plain)).toContain(
      "One partner rated then is not in the data now: merged into another, or left out."
    );
  });

  test("have no way from their page to their page", async () => {
    await publishRecords({referrals: [...given("A"), ...answered]}, folder);
    const ways = Object.values(read("attention").words).flatMap((answer) => answer.way?.to ?? []);
    expect(ways).not.toContain("./attention");
    expect(read("overview").words["decide"]?.way?.to).toBe("./attention");
  });

  test("say what, why, how much and what to do", async () => {
    await publishRecords({partners: fewDeals["partners"]!, referrals: [...given("A"), ...answered]}, folder);
    const found = read("attention").cases.find((c) => c.kind === "one_sided");
    expect(found).toMatchObject({partner: "A", kind: "one_sided", size: "6 referrals", status: "open", news: "continuing"});
    expect(plain(found!.why)).toBe("Six referrals sent to it in the 4 months on record, none received.");
    expect(plain(found!.todo)).toContain("agree what each side brings");
  });

  test("keep a case on the list where the record that they offer is sent off unchanged", async () => {
    const records = {partners: fewDeals["partners"]!, referrals: [...given("A"), ...answered]};
    await publishRecords(records, folder);
    const before = read("attention").cases.find((c) => c.kind === "one_sided")!;
    const [head, line] = before.record!.split("\n").map((row) => row.split(","));
    const sent = Object.fromEntries(head!.map((name, i) => [name, line![i] || null]));
    expect(sent).toMatchObject({case_id: before.id, decided_on: asOf});
    const decide = (decision: string) =>
      publishRecords({...records, decisions: [{...sent, by: "Ann", decision: decision || sent["decision"]}]} as never, folder);
    await decide("");
    const after = read("attention").cases.find((c) => c.kind === "one_sided");
    expect(before.shown).toBe(true);
    expect(after).toMatchObject({id: before.id, status: "acknowledged", lane: before.lane, shown: true});
    await decide("done");
    expect(read("attention").cases.find((c) => c.kind === "one_sided")).toMatchObject({status: "done", shown: false});
  });
});
