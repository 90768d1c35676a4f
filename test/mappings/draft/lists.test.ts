import {readFile} from "node:fs/promises";
import {afterEach, beforeEach, expect, test} from "vitest";
import {mapFile, takeProposal} from "../../../loaders/mappings/draft/map.ts";
import {parseSettings} from "../../../loaders/settingsFile.ts";
import {removeFolder, temporaryFolder, writeFiles} from "../../support/pipeline.ts";
import {hashedName} from "../support.ts";
import {header as ofDeals, mapped} from "./attacked.ts";

let folder: string;
beforeEach(async () => void (folder = await temporaryFolder()));
afterEach(() => removeFolder(folder));

async function drafted(lines: string[], answers?: Record<string, string>) {
  await writeFiles(folder, {"drops/export.csv": `${lines.join("\n")}\n`});
  return mapFile({
    file: `${folder}/drops/export.csv`,
    mappings: [],
    out: `${folder}/mappings`,
    settings: parseSettings({}, "test"),
    ...(answers ? {answers: new Map(Object.entries(answers))} : {}),
    ask: () => ({ask: takeProposal})
  });
}

const header = "Deal ID,Partner,Account,Stage,Amount,Created,Closed";

test.each([
  ["a comma", '"North, East"', '"East, North"'],
  ["an upright stroke", "North | East", "East | North"]
])("of several partners with %s between them, each known by itself, the first is taken and told", async (_, one, other) => {
  const {preview, doubts} = await drafted([
    header,
    `1,${one},Acme,Won,1200,2026-01-05,2026-02-14`,
    "2,North,Beta,Lost,300,2026-01-16,2026-02-20",
    "3,East,Cee,Open,2500,2026-01-17,",
    `4,${other},Dee,Open,800,2026-01-18,`
  ]);
  const [first, second, third, fourth] = preview!.records.map((r) => r.cells.partner_id);
  expect([first, fourth]).toEqual([second, third]);
  expect(second).not.toBe(third);
  expect(doubts.filter((d) => d.includes("several names"))).toEqual([
    expect.stringMatching(/^partner_id: 2 cells of "Partner" hold several names .*"North.*East.*: the first is taken/)
  ]);
});

test("a comma within one name cuts no name, and lists beside it are told", async () => {
  const {preview, doubts} = await drafted([
    header,
    '1,"North, East",Acme,Won,1200,2026-01-05,2026-02-14',
    '2,"North",Beta,Lost,300,2026-01-16,2026-02-20',
    "3,East,Cee,Open,2500,2026-01-17,",
    '4,"West, Inc.",Dee,Open,800,2026-01-18,'
  ]);
  expect(new Set(preview!.records.map((r) => r.cells.partner_id)).size).toBe(4);
  expect(doubts.join("\n")).toMatch(/1 cell of "Partner" holds several names .* export one name a record/);
});

test.each([
  [
    "alone",
    ['"""North, Inc."""', '"""North, Inc."""', "East"],
    '2 cells of "Partner" have names with a comma in quotation marks'
  ],
  ["in a list", ['"""North, Inc."",East"', '"""North, Inc."""', "East"], '1 cell of "Partner" holds several names between commas']
])("a name with a comma that a base writes in quotation marks is read without them, %s too", async (_, partners, told) => {
  const {preview, doubts} = await drafted([
    header,
    ...partners.map((p, i) => `${i},${p},Acme ${i},Won,1200,2026-01-05,2026-02-14`)
  ]);
  expect(doubts.join("\n")).toContain(told);
  const [north, east] = ["North, Inc.", "East"].map(hashedName);
  expect(preview!.records.map((r) => r.cells.partner_id)).toEqual([north, north, east]);
});

test("two partners with a joint between them, each known by itself, are told and stay one name", async () => {
  const {preview, doubts} = await drafted([
    header,
    ...["North & East", "North", "East"].map((p, i) => `${i},${p},Acme ${i},Won,1200,2026-01-05,2026-02-14`)
  ]);
  expect(preview!.records.map((r) => r.cells.partner_id)).toEqual(["North & East", "North", "East"].map(hashedName));
  expect(doubts.join("\n")).toMatch(/1 cell of "Partner" holds several names between "&".*: it counts as a name of its own/);
});

test("names between another mark than the one that takes names apart are told", async () => {
  const {doubts} = await drafted([
    header,
    ...["North; East", '"North\nEast"', '"East, North"', "North", "East"].map(
      (p, i) => `${i},${p},Acme,Won,1200,2026-01-05,2026-02-14`
    )
  ]);
  const told = (marks: string) =>
    `partner_id: 1 cell of "Partner" holds several names between ${marks}, each of which other records have alone: it counts as a name of its own; if it is several, export them all with ";", or one name a record`;
  expect(doubts).toEqual(expect.arrayContaining([told("commas"), told("line breaks")]));
});

test("a list of which one name is in no other record is told", async () => {
  const {doubts} = await drafted([
    header,
    ...['"North, South"', "North"].map((p, i) => `${i},${p},"Acme, Rome",Won,1200,2026-01-05,2026-02-14`),
    "3,North,Acme,Open,100,2026-01-05,"
  ]);
  expect(doubts.filter((d) => d.includes("other records"))).toEqual([
    'partner_id: 1 cell of "Partner" holds a name that other records have alone, and more beside it between commas, such as "North, South": it counts as a name of its own; if that is several names, export one name a record'
  ]);
});

test("names with a comma that no other cell has in part are names", async () => {
  const {doubts} = await drafted([
    header,
    '1,"North, Inc.",Acme,Won,1200,2026-01-05,2026-02-14',
    '2,"East, Inc.",Beta,Lost,300,2026-01-16,2026-02-20'
  ]);
  expect(doubts.filter((d) => d.includes("several names"))).toEqual([]);
});

const payouts = [
  "Partner ID,Partner Name,Payout ID,Amount,Currency,Created At",
  "p1,North,po_1,120.00,USD,2026-01-05",
  "p2,East,po_2,80.00,USD,2026-02-05",
  "p1,North,po_3,60.00,USD,2026-02-05"
];

test("records about partners are no list of partners, unless a person says so", async () => {
  const {finished, doubts} = await drafted(payouts);
  expect(finished).toBe(false);
  expect(doubts[0]).toBe(
    '"Partner ID" has 2 values in 3 records, which "Payout ID" tells apart: these look like records about partners, and no list of them: what else they hold, such as "Amount", is read by nothing. Leave the file out of the drops, or take the partners alone'
  );
});

test("a person may take the partners of records about them", async () => {
  const {finished} = await drafted(payouts, {records: "the partners alone"});
  expect(finished).toBe(true);
});

test("people in a list are counted and not named", async () => {
  const {text, written} = await drafted([
    `${header},Owner`,
    '1,North,Acme,Won,1200,2026-01-05,2026-02-14,"Anna Berg, Jo Pike"',
    "2,North,Beta,Lost,300,2026-01-16,2026-02-20,Anna Berg",
    "3,East,Cee,Open,2500,2026-01-17,,Jo Pike"
  ]);
  expect(text).toContain(
    '1 cell of "Owner" holds several names between commas, each of which other records have alone: the first'
  );
  expect(`${text}${await readFile(written, "utf8")}`).not.toMatch(/Anna|Pike/);
});

test("names with the address of a page behind them, as Notion writes relations, are told to count with it", async () => {
  const deal = (i: number, partner: string) => `D-${i},"${partner}",C1,2026-01-1${i},2026-02-1${i},won,100`;
  const nova = "Nova (https://www.notion.so/Nova-0a1b2c3d4e5f60718293a4b5c6d7e8f9?pvs=21)";
  const {draft} = await mapped("p_2026-09-30.csv", [ofDeals, deal(1, nova), deal(2, nova.replace("21", "4")), deal(3, "Orion")]);
  expect(draft.doubts.join("\n")).toContain(
    'partner_id: 2 cells of "Partner" hold the address of a page after the name, as Notion writes relations: it becomes a part of the name, and one name with two addresses counts as two. Export a formula that gives the name alone'
  );
  const plain = await mapped("p_2026-09-30.csv", [ofDeals, deal(1, "Nova (UK)"), deal(2, "Orion")]);
  expect(plain.draft.doubts.join("\n")).not.toContain("address");
});
