import {existsSync, readdirSync, readFileSync, statSync, writeFileSync} from "node:fs";
import path from "node:path";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {partnerEditionName} from "../../loaders/disclosure/audience.ts";
import {Edition} from "../../src/contract/edition.ts";
import {handshake, type Outcome} from "../support/handshake.ts";
import {removeFolder, temporaryFolder, writeFiles} from "../support/pipeline.ts";
import {contentsBelow, tells} from "./told.ts";

/*
 * Eleven partners of which every cell occurs nowhere else: ids, names, regions, people, customers, and amounts of six figures. Every file of
 * an edition is taken apart into words and numbers, and none may be a cell of a partner that the edition is not for.
 */

const n = 11;
const all = Array.from({length: n}, (_, i) => i);
const name = (kind: string, i: number) => `${kind}${"abcdefghijkl"[i]}${"qwxzjv"[i % 6]}${"kpmtrg"[(i * 5) % 6]}ulm`;
const amount = (i: number, k: number) => 100_003 + 7919 * i + 1301 * k;
const id = (i: number) => `PQ${731 + i}X`;

const drops = {
  "partners_2026-06-30.csv":
    "partner_id,name,kind,tier,region,manager_id,agreement,joined_on\n" +
    all
      .map((i) =>
        [
          id(i),
          name("Part", i),
          name("kind", i),
          name("tier", i),
          i < 3 ? "Northland" : name("Reg", i),
          i % 4 === 1 ? "HUMANAGER" : `HU${i}X`,
          ["none", "informal", "referral", "reseller"][i % 4],
          `2019-0${1 + (i % 9)}-1${i % 9}`
        ].join(",")
      )
      .join("\n"),
  "people_2026-06-30.csv":
    "person_id,name,side,partner_id\nHUMANAGER,Magda Boss,us,\n" +
    all.flatMap((i) => [`HU${i}X,${name("Ours", i)},us,`, `HT${i}X,${name("Theirs", i)},partner,${id(i)}`]).join("\n"),
  "customers_2026-06-30.csv": "customer_id,name\n" + all.map((i) => `CU${i}XQ,${name("Cust", i)}`).join("\n"),
  "deals_2026-06-30.csv":
    "deal_id,partner_id,customer_id,rep_id,opened_on,closed_on,status,amount,currency,registered_on,decided_on,registration\n" +
    all
      .flatMap((i) => [
        ...[1, 2, 3].map((k) =>
          [
            `DL${i}${k}X`,
            id(i),
            `CU${i}XQ`,
            `HU${i}X`,
            "2026-01-10",
            `2026-03-1${k}`,
            k === 3 && i % 3 ? "lost" : "won",
            amount(i, k),
            "EUR",
            "",
            "",
            ""
          ].join(",")
        ),
        [
          `DO${i}X`,
          id(i),
          `CU${i}XQ`,
          `HU${i}X`,
          "2026-06-01",
          "",
          "open",
          amount(i, 9),
          "EUR",
          "2026-06-02",
          "",
          "pending"
        ].join(",")
      ])
      .join("\n"),
  "referrals_2026-06-30.csv":
    "referral_id,partner_id,direction,from_person,to_person,customer_id,made_on,answered_on,outcome,value\n" +
    all
      .flatMap((i) => [
        [
          `RA${i}X`,
          id(i),
          "received",
          `HT${i}X`,
          `HU${i}X`,
          `CU${i}XQ`,
          "2026-02-03",
          "2026-02-09",
          "accepted",
          amount(i, 11)
        ].join(","),
        [`RB${i}X`, id(i), "given", `HU${i}X`, `HT${i}X`, `CU${i}XQ`, "2026-02-05", "2026-02-19", "accepted", amount(i, 12)].join(
          ","
        ),
        [`RC${i}X`, id(i), i % 2 ? "received" : "given", `HT${i}X`, `HU${i}X`, `CU${i}XQ`, "2026-01-03", "", "pending", ""].join(
          ","
        )
      ])
      .join("\n"),
  "tickets_2026-06-30.csv":
    "ticket_id,partner_id,customer_id,owner,opened_on,due_on,resolved_on,hours,severity\n" +
    all
      .map((i) => `TK${i}X,${id(i)},CU${i}XQ,partner,2026-03-01,2026-03-05,2026-03-0${3 + (i % 4)},${2 + i},${name("subj", i)}`)
      .join("\n")
};

const listed = [id(0), id(4), id(7)];
const settings = `export default {company: "Test", history_months: 3, partner_editions: ${JSON.stringify([...listed, "NOBODY"])}, audiences: {
  north: {only: {region: "Northland"}},
  boss: {only: {manager: "HUMANAGER"}, people: "coded", customers: "left_out", money: "banded"},
  board: {pages: ["method"]}
}};\n`;

let folder: string;
let outcome: Outcome;
let again: Outcome;
const at = (...names: string[]) => path.join(folder, ...names);
beforeAll(async () => {
  folder = await temporaryFolder();
  await writeFiles(at("drops"), drops);
  await writeFiles(folder, {"settings.mjs": settings});
  const flags = ["--drops", at("drops"), "--build", at("build"), "--site", at("site"), "--settings", at("settings.mjs")];
  outcome = await handshake(["rebuild", ...flags]);
  again = await handshake(["rebuild", ...flags]);
}, 900_000);
afterAll(() => removeFolder(folder));

test("a partner's own review is printed on two to four sheets, from the edition that is for it alone, and from no other", async () => {
  const flags = ["--for-partner", "--site", at("site"), "--out", at("packs")];
  const printed = await handshake(["pack", id(4), ...flags]);
  expect([printed.exitCode, printed.stderr]).toEqual([0, ""]);
  expect(printed.stdout).toBe(`${name("Part", 4)}: ${at("packs", `review-${id(4)}-partner.pdf`)}\n`);
  const pdf = readFileSync(at("packs", `review-${id(4)}-partner.pdf`)).toString("latin1");
  expect(pdf.slice(0, 5)).toBe("%PDF-");
  const sheets = pdf.match(/\/Type\s*\/Page\b/g)?.length ?? 0;
  expect([sheets >= 2, sheets <= 4], `${sheets} sheets`).toEqual([true, true]);
  const {exitCode, stderr} = await handshake(["pack", id(1), ...flags]);
  expect(exitCode).toBe(66);
  expect(stderr).toContain(`no edition that is for partner "${id(1)}" alone. It has editions boss, north, partner-`);
});

/** Categories, which pages say of anybody. */
const words = "none informal referral reseller lost open pending received given accepted partner".split(" ");

/** Every cell of the drops, by the partner whose record it is in. */
function cellsOf(i: number): string[] {
  const rows = Object.values(drops).flatMap((text) => text.split("\n").slice(1));
  const keys = [id(i), `CU${i}XQ`, `HU${i}X`, `HT${i}X`];
  const own = rows.map((row) => row.split(",")).filter((row) => row.some((cell) => keys.includes(cell)));
  const won = [1, 2, 3].filter((k) => !(k === 3 && i % 3)).map((k) => amount(i, k));
  const revenue = won.reduce((a, b) => a + b, 0);
  const money = [
    revenue,
    ...own
      .flat()
      .filter((cell) => /^\d{6}$/.test(cell))
      .map(Number)
  ];
  const written = money.flatMap((m) => [String(m), m.toLocaleString("en"), `${(m / 1000).toFixed(1)}K`]);
  return [...new Set([...own.flat(), ...written])].filter((cell) => cell.length > 3 && !words.includes(cell));
}

function foreign(edition: string, own: number[]): {tried: number; found: string[]} {
  const {files, contents} = contentsBelow(at("site", edition));
  expect(files.length).toBeGreaterThan(20);
  const known = new Set(own.flatMap(cellsOf));
  const cells = [...new Set(all.filter((i) => !own.includes(i)).flatMap(cellsOf))].filter((cell) => !known.has(cell));
  return {tried: cells.length, found: cells.filter((cell) => contents.some((content) => tells(content, cell)))};
}

const dataOf = (edition: string): Edition =>
  Edition.parse(JSON.parse(readFileSync(at("build", "audiences", edition, "edition.json"), "utf8")));

describe("an edition for some partners", () => {
  test.each([
    [partnerEditionName(id(0)), [0]],
    [partnerEditionName(id(4)), [4]],
    [partnerEditionName(id(7)), [7]],
    ["north", [0, 1, 2]],
    ["boss", [1, 5, 9]]
  ])("%s has no cell of any other partner in any byte of any file", (edition, own) => {
    const {tried, found} = foreign(edition, own);
    expect(tried).toBeGreaterThan(200);
    expect(found).toEqual([]);
  });

  test("has the cells of its own partner: the search finds what is there", () => {
    const {contents} = contentsBelow(at("site", partnerEditionName(id(4))));
    const looked = [name("Part", 4), name("Cust", 4), name("Theirs", 4), name("Reg", 4)];
    expect(looked.filter((cell) => !contents.some((content) => tells(content, cell)))).toEqual([]);
    expect(foreign(partnerEditionName(id(4)), [0]).found.length).toBeGreaterThan(5);
  });

  test("shows what is owed, open registrations and open referrals in the HTML", () => {
    const html = readFileSync(at("site", partnerEditionName(id(4)), "current", "index.html"), "utf8");
    const text = html.replaceAll(/<script[^]*?<\/script>|<style[^]*?<\/style>|<[^>]*>/g, " ").replaceAll(/\s+/g, " ");
    expect(text).toContain("Overdue: Test owes a decision on 1 registration and");
    expect(text).toContain("1 overdue");
    expect(text).toContain(`Without an answer: no referrals from ${name("Part", 4)}, 1 from Test`);
    expect(text).not.toMatch(/undefined|NaN|null/);
  });

  test("names each side and never says ours or theirs: the partner reads it too", () => {
    const html = readFileSync(at("site", partnerEditionName(id(4)), "current", "index.html"), "utf8");
    const heads = [...html.matchAll(/<th[^>]*>(?:<button[^>]*>)?([^<]+)/g)].map(([, label]) => label);
    const [ours, theirs] = ["Test", name("Part", 4)];
    expect(heads).toEqual(expect.arrayContaining([ours, theirs, `From ${theirs}`, `From ${ours}`]));
    expect(heads.filter((label) => ["Ours", "Theirs", "Received", "Sent"].includes(label!))).toEqual([]);
    expect(html).toContain("Compared with the median of all partners");
  });

  test("codes people and leaves out customers where its audience does", () => {
    const {pairs, registrations} = dataOf("boss");
    expect(pairs.ours.every((who) => /^Person \d{4}$/.test(who))).toBe(true);
    expect(registrations.every((row) => row.customer === "a customer")).toBe(true);
  });

  test("has medians rounded, the same in all editions", () => {
    const [a, b] = listed.slice(0, 2).map((one) => dataOf(partnerEditionName(one)).medians);
    expect(a).toEqual(b);
    expect(Object.fromEntries(a!.map(({figure, value}) => [figure, value]))).toMatchObject({
      revenue: 200_000,
      received: 0,
      given: 0
    });
  });
});

test("disclosure looks in an edition for the cells of all others, and finds those that were put there", async () => {
  const ask = () =>
    handshake(["disclosure", partnerEditionName(id(4)), "--build", at("build"), "--settings", at("settings.mjs")]);
  const {stdout} = await ask();
  expect(stdout).toMatch(/cells of others +0 of \d\d +ids, names and amounts of other partners\n/);
  expect(stdout).toContain("No more than chance");
  const file = at("build", "audiences", partnerEditionName(id(4)), "edition.json");
  const whole = readFileSync(file, "utf8");
  writeFileSync(file, whole.replace(name("Theirs", 4), name("Part", 2)));
  expect((await ask()).stdout).toMatch(/cells of others +1 of \d\d/);
  writeFileSync(file, whole);
});

test("the site for an audience is made beside them, a partner that nobody knows is named, and the rest is published", () => {
  expect(outcome.exitCode).toBe(69);
  expect(outcome.stderr + outcome.stdout).toContain('The edition "partner-nobody-');
  expect(existsSync(at("site", "board", "current", "index.html"))).toBe(true);
  expect(existsSync(at("site", partnerEditionName("NOBODY")))).toBe(false);
});

test("editions share the files that tell of nobody: one more costs the disk its own page and data", () => {
  const [one, other] = [partnerEditionName(id(0)), partnerEditionName(id(4))].map((edition) => at("site", edition, "current"));
  const files = readdirSync(one!, {recursive: true, encoding: "utf8"}).filter((f) => statSync(path.join(one!, f)).isFile());
  const shared = (f: string) => statSync(path.join(other!, f), {throwIfNoEntry: false})?.ino === statSync(path.join(one!, f)).ino;
  const bytes = (of: string[]) => of.reduce((sum, f) => sum + statSync(path.join(one!, f)).size, 0);
  const own = files.filter((f) => !shared(f));
  expect(own.filter((f) => !/\.html|_file\/data\/|release\.json|about/.test(f))).toEqual([]);
  expect(bytes(own) * 5).toBeLessThan(bytes(files));
});

test("a second run finds nothing new in any of them", () => {
  expect(again.stdout).not.toContain("is what readers get now");
  expect(again.exitCode).toBe(69);
});
