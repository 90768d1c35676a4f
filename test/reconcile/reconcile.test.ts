import {afterEach, beforeEach, expect, test} from "vitest";
import {ingest, removeFolder, temporaryFolder, writeFiles, type Ingested} from "../support/pipeline.ts";

let folder: string;
let run: Ingested | undefined;
beforeEach(async () => void (folder = await temporaryFolder()));
afterEach(async () => {
  run?.db.close();
  run = undefined;
  await removeFolder(folder);
});

const head = "deal_id,partner_id,customer_id,opened_on,closed_on,status,amount,updated_at\n";
const partners = {"partners_2026-01-01.csv": "partner_id,name\nP1,One\nP2,Two\n"};

async function drop(files: Record<string, string>, asOf = "2026-06-30") {
  run?.db.close();
  await writeFiles(`${folder}/drops`, files);
  run = await ingest(`${folder}/drops`, `${folder}/build`, {asOf});
  return run;
}

const counts = (r: Ingested, path: string) => {
  const {outcome, accepted, deduplicated, superseded, quarantined} = r.file(path);
  return [outcome, accepted, deduplicated, superseded, quarantined];
};
const amounts = async (r: Ingested) =>
  (await r.db.rows<{k: string; a: string}>("select deal_id as k, amount as a from facts.deals order by 1")).map((x) => [
    x.k,
    Number(x.a)
  ]);

test("the newer version stands, whatever order the drops arrive in", async () => {
  const old = {"deals_2026-02-01.csv": `${head}D1,P1,C1,2026-01-02,,open,100,2026-01-10T00:00:00Z\n`};
  const fresh = {"deals_2026-03-01.csv": `${head}D1,P1,C1,2026-01-02,2026-02-20,won,120,2026-02-20T00:00:00Z\n`};
  await drop({...partners, ...fresh});
  const r = await drop(old);
  expect(await amounts(r)).toEqual([["D1", 120]]);
  expect(counts(r, "deals_2026-02-01.csv")).toEqual(["accept", 0, 0, 1, 0]);
  expect(counts(r, "deals_2026-03-01.csv")).toEqual(["known", 1, 0, 0, 0]);
});

test("a correction with an older updated_at does not win because it came later", async () => {
  const r = await drop({
    ...partners,
    "deals_2026-02-01.csv": `${head}D1,P1,C1,2026-01-02,,open,350,2026-01-10T00:00:00Z\n`,
    "deals_2026-03-01.csv": `${head}D1,P1,C1,2026-01-02,,open,300,2026-01-05T00:00:00Z\n`
  });
  expect(await amounts(r)).toEqual([["D1", 350]]);
  expect(counts(r, "deals_2026-03-01.csv")).toEqual(["accept", 0, 0, 1, 0]);
});

test("the same content again is deduplicated, under the same name or another", async () => {
  const rows = `${head}D1,P1,C1,2026-01-02,,open,100,\nD2,P1,C1,2026-01-02,,open,100,\n`;
  const r = await drop({...partners, "deals_2026-02-01.csv": rows, "deals_2026-03-01.csv": rows});
  expect(counts(r, "deals_2026-02-01.csv")).toEqual(["accept", 2, 0, 0, 0]);
  expect(counts(r, "deals_2026-03-01.csv")).toEqual(["accept", 0, 2, 0, 0]);
});

test("what returns to an earlier state is a newer version, not a duplicate", async () => {
  const row = (amount: number) => `${head}D1,P1,C1,2026-01-02,,open,${amount},\n`;
  const r = await drop({
    ...partners,
    "deals_2026-02-01.csv": row(1),
    "deals_2026-03-01.csv": row(2),
    "deals_2026-04-01.csv": row(1)
  });
  expect(await amounts(r)).toEqual([["D1", 1]]);
  expect(counts(r, "deals_2026-02-01.csv")).toEqual(["accept", 0, 0, 1, 0]);
  expect(counts(r, "deals_2026-04-01.csv")).toEqual(["accept", 1, 0, 0, 0]);
});

test("two contents of one version within a drop are both quarantined as conflict", async () => {
  const r = await drop({
    ...partners,
    "deals_2026-02-01.csv": `${head}D1,P1,C1,2026-01-02,,open,1,\nD1,P1,C1,2026-01-02,,open,2,\nD2,P1,C1,2026-01-02,,open,3,\n`
  });
  expect(await amounts(r)).toEqual([["D2", 3]]);
  expect(r.quarantine.map((q) => [q.line, q.key, q.reason])).toEqual([
    [2, "D1", "conflict"],
    [3, "D1", "conflict"]
  ]);
});

test("across drops the first content of a version stays and the later is quarantined", async () => {
  const r = await drop({
    ...partners,
    "deals_2026-02-01.csv": `${head}D1,P1,C1,2026-01-02,,open,1,2026-01-05\n`,
    "deals_2026-03-01.csv": `${head}D1,P1,C1,2026-01-02,,open,2,2026-01-05\n`
  });
  expect(await amounts(r)).toEqual([["D1", 1]]);
  expect(r.quarantine.map((q) => [q.path, q.reason])).toEqual([["deals_2026-03-01.csv", "conflict"]]);
});

test("an unknown partner is an orphan until the partner comes", async () => {
  let r = await drop({
    ...partners,
    "deals_2026-02-01.csv": `${head}D1,P9,C1,2026-01-02,,open,1,\nD2,P1,C1,2026-01-02,,open,2,\n`
  });
  expect(r.quarantine.map((q) => [q.line, q.key, q.reason, q.raw])).toEqual([
    [2, "D1", "orphan_partner", "D1,P9,C1,2026-01-02,,open,1,"]
  ]);
  expect(counts(r, "deals_2026-02-01.csv")).toEqual(["accept", 1, 0, 0, 1]);
  r = await drop({"partners_2026-03-01.csv": "partner_id,name\nP9,Nine\n"});
  expect(r.quarantine).toEqual([]);
  expect(await amounts(r)).toEqual([
    ["D1", 1],
    ["D2", 2]
  ]);
});

test("a referral whose deal is unknown is an orphan_deal until the deal comes", async () => {
  let r = await drop({
    ...partners,
    "referrals_2026-02-01.csv":
      "referral_id,partner_id,direction,made_on,outcome,deal_id\nR1,P1,received,2026-01-05,accepted,D1\n"
  });
  expect(r.quarantine.map((q) => q.reason)).toEqual(["orphan_deal"]);
  r = await drop({"deals_2026-02-01.csv": `${head}D1,P1,C1,2026-01-02,,open,1,\n`});
  expect(r.quarantine).toEqual([]);
});

test("partners and customers that are only named are made from there while their table has no file", async () => {
  const r = await drop({"deals_2026-02-01.csv": `${head}D1,P9,C1,2026-01-02,,open,1,\n`});
  expect(await r.db.rows("select partner_id, name from facts.partners")).toEqual([{partner_id: "P9", name: "P9"}]);
  expect(await r.db.rows("select customer_id, name from facts.customers")).toEqual([{customer_id: "C1", name: "C1"}]);
});

test("a later good version of the same key clears a quarantined one", async () => {
  let r = await drop({
    ...partners,
    "deals_2026-02-01.csv": `${head}D1,P1,C1,31/02/2026,,open,1,\nD2,P1,C1,2026-01-02,,open,2,\n`
  });
  expect(r.quarantine.map((q) => [q.line, q.key, q.reason])).toEqual([[2, "D1", "opened_on"]]);
  r = await drop({"deals_2026-03-01.csv": `${head}D1,P1,C1,2026-01-31,,open,1,\n`});
  expect(r.quarantine).toEqual([]);
  expect(counts(r, "deals_2026-02-01.csv")).toEqual(["known", 1, 0, 1, 0]);
});

test("a file that is replaced under its own name counts as newer than what it replaces", async () => {
  await drop({...partners, "deals_2026-02-01.csv": `${head}D1,P1,C1,2026-01-02,,open,1,\n`});
  const r = await drop({"deals_2026-02-01.csv": `${head}D1,P1,C1,2026-01-02,,open,2,\n`});
  expect(await amounts(r)).toEqual([["D1", 2]]);
  expect(r.quarantine).toEqual([]);
});

test.each([
  ["D1,P1,C1,2026-01-02,2026-01-01,won,1,", "date_order"],
  ["D1,P1,C1,2026-01-02,,won,1,", "state"],
  ["D1,P1,C1,2026-01-02,2026-01-03,open,1,", "state"],
  ["D1,P1,C1,2026-07-02,,open,1,", "future_date"],
  ["D1,P1,C1,2026-01-02,,open,2000000000,", "amount_range"],
  [",P1,C1,2026-01-02,,open,1,", "bad_id"],
  ["D1,P1,,2026-01-02,,open,1,", "bad_id"]
])("the deal %j goes to quarantine as %s, with its line", async (row, reason) => {
  const r = await drop({...partners, "deals_2026-02-01.csv": `${head}${row}\nD2,P1,C1,2026-01-02,,open,2,\n`});
  expect(r.quarantine.map((q) => [q.line, q.reason, q.raw])).toEqual([[2, reason, row]]);
  expect(await amounts(r)).toEqual([["D2", 2]]);
});

test("the day after as_of is not yet the future, and a deal may close on the day it was opened", async () => {
  const r = await drop({...partners, "deals_2026-02-01.csv": `${head}D1,P1,C1,2026-07-01,2026-07-01,won,1,\n`});
  expect(r.quarantine).toEqual([]);
});

test("a file with more than a fifth of bad records is refused whole, and the others go on", async () => {
  const rows = (n: number, bad: number) =>
    Array.from({length: n}, (_, i) => `D${i},P1,C1,${i < bad ? "2026-13-01" : "2026-01-02"},,open,1,\n`).join("");
  const r = await drop({...partners, "deals_2026-02-01.csv": head + rows(10, 3), "deals_2026-03-01.csv": head + rows(10, 2)});
  expect(r.file("deals_2026-02-01.csv")).toMatchObject({outcome: "refuse", reason: "too_many_bad_rows", accepted: 0});
  expect(r.file("deals_2026-02-01.csv").message).toContain("3 of 10 records are bad (opened_on)");
  expect(counts(r, "deals_2026-03-01.csv")).toEqual(["accept", 8, 0, 0, 2]);
});

test("records that contradict others of their own file are bad: more than a fifth of them, and the file is refused whole", async () => {
  const rows = (n: number, twice: number) =>
    Array.from(
      {length: n},
      (_, i) => `D${i},P1,C1,2026-01-02,,open,1,\n${i < twice ? `D${i},P1,C1,2026-01-02,,open,2,\n` : ""}`
    ).join("");
  const r = await drop({
    ...partners,
    "deals_2026-02-01.csv": head + rows(9, 1),
    "deals_2026-03-01.csv": head + rows(9, 2),
    "deals_2026-04-01.csv": `${head}${"D1,P1,C1,2026-01-02,,open,7,\n".repeat(9)}`
  });
  expect(counts(r, "deals_2026-02-01.csv")).toEqual(["accept", 7, 0, 1, 2]);
  expect(r.file("deals_2026-03-01.csv")).toMatchObject({outcome: "refuse", reason: "too_many_bad_rows", accepted: 0});
  expect(r.file("deals_2026-03-01.csv").message).toContain("4 of 11 records are bad (conflict), expected at most 20%");
  expect(counts(r, "deals_2026-04-01.csv")).toEqual(["accept", 1, 8, 0, 0]);
});

test("any order of the same drops leaves the same facts", async () => {
  const files = Object.entries({
    ...partners,
    "deals_2026-02-01.csv": `${head}D1,P1,C1,2026-01-02,,open,1,\nD2,P2,C1,2026-01-02,,open,5,2026-01-20\n`,
    "deals_2026-03-01.csv": `${head}D1,P1,C2,2026-01-02,,open,3,\nD2,P2,C1,2026-01-02,,open,4,2026-01-20\n`,
    "deals_2026-04-01.csv": `${head}D1,P1,C1,2026-01-02,2026-03-03,lost,3,\nD3,P2,C1,2026-01-02,,open,4,\n`
  });
  const seen = new Set<string>();
  for (const order of [
    [0, 1, 2, 3],
    [3, 2, 1, 0],
    [2, 0, 3, 1]
  ]) {
    const here = `${folder}/${order.join("")}`;
    for (const i of order) {
      run?.db.close();
      await writeFiles(`${here}/drops`, Object.fromEntries([files[i]!]));
      run = await ingest(`${here}/drops`, `${here}/build`, {asOf: "2026-06-30"});
    }
    seen.add(
      JSON.stringify([await run!.db.rows("from facts.deals"), await run!.db.rows("from facts.customers"), run!.quarantine])
    );
  }
  expect(seen.size).toBe(1);
});

const warnings = (r: Ingested, path: string) =>
  r.file(path).warnings.flatMap((w) => (w.reason === "other_record" ? [w.detail.replace(/ If .*/, "")] : []));

test("a newer record of a key with another customer and another opening day is told: it may replace one of another source", async () => {
  const r = await drop({
    ...partners,
    "deals_2026-02-01.csv": `${head}1,P1,C1,2026-01-02,,open,1000,\n2,P1,C2,2026-01-02,,open,2000,\n`,
    "deals_2026-03-01.csv": `${head}1,P2,K1,2025-10-01,,open,10,\n2,P2,K2,2025-10-02,,open,20,\n3,P2,K2,2025-10-02,,open,1,\n`
  });
  expect(warnings(r, "deals_2026-02-01.csv")).toEqual([]);
  expect(warnings(r, "deals_2026-03-01.csv")).toEqual([
    '2 records replace others of the same deal_id with another opened_on and another customer, such as "1" of deals_2026-02-01.csv.'
  ]);
});

test.each([
  ["its customer alone", "P1,K1,2026-01-02"],
  ["its opening day alone", "P1,C1,2025-10-01"],
  ["its customer, and its opening day by the day of another time zone", "P1,K1,2026-01-03"],
  ["its partner", "P2,C1,2026-01-02"]
])("a newer record that changes %s is a correction", async (_, changed) => {
  const r = await drop({
    ...partners,
    "deals_2026-02-01.csv": `${head}1,P1,C1,2026-01-02,,open,1000,\n`,
    "deals_2026-03-01.csv": `${head}1,${changed},,open,10,\n`
  });
  expect(warnings(r, "deals_2026-03-01.csv")).toEqual([]);
});

test("a file that is replaced under its own name corrects whatever it says of a record", async () => {
  await drop({...partners, "deals_2026-02-01.csv": `${head}1,P1,C1,2026-01-02,,open,1000,\n`});
  const r = await drop({"deals_2026-02-01.csv": `${head}1,P2,K1,2025-10-01,,open,10,\n`});
  expect(warnings(r, "deals_2026-02-01.csv")).toEqual([]);
});

test("tickets of one key with another day and another partner are told too", async () => {
  const tickets = "ticket_id,partner_id,owner,opened_on\n";
  const r = await drop({
    ...partners,
    "tickets_2026-02-01.csv": `${tickets}1,P1,us,2026-01-02\n`,
    "tickets_2026-03-01.csv": `${tickets}1,P2,us,2026-02-02\n`
  });
  expect(warnings(r, "tickets_2026-03-01.csv")).toEqual([
    '1 record replaces one of the same ticket_id with another opened_on and another customer or partner, such as "1" of tickets_2026-02-01.csv.'
  ]);
});

test("tickets of two desks that both count from 1 are told, also where neither names a partner", async () => {
  const r = await drop({
    "zendesk_2026-03-01.csv":
      "Id,Requester,Status,Created at,Updated at,Solved at\n7,Bo,Open,2026-02-02 09:00,2026-02-02 09:00,\n8,Bo,Open,2026-02-02 09:00,2026-02-02 09:00,\n",
    "freshdesk_2026-03-01.csv":
      "Ticket ID,Status,Created time,Resolved time,Last update time,Resolution time (in hrs)\n7,Open,2026-01-05 09:00,,2026-01-05 09:00,\n8,Open,2026-02-02 09:00,,2026-02-01 09:00,\n"
  });
  expect(warnings(r, "zendesk_2026-03-01.csv")).toEqual([
    '1 record replaces one of the same ticket_id with another opened_on, read by another mapping, such as "7" of freshdesk_2026-03-01.csv.'
  ]);
});

test("a column that an export gained or lost makes no version of a record contradict the one before, and its value stays", async () => {
  const more = head.replace("updated_at", "industry,product,updated_at");
  const less = head.replace("updated_at", "product,updated_at");
  const r = await drop({
    ...partners,
    "deals_2026-02-01.csv": `${more}D1,P1,C1,2026-01-02,,open,100,steel,,2026-01-10\nD2,P1,C1,2026-01-02,,open,200,steel,pumps,2026-01-10\n`,
    "deals_2026-03-01.csv": `${less}D1,P1,C1,2026-01-02,,open,100,,2026-01-10\nD2,P1,C1,2026-01-02,,open,200,valves,2026-01-10\nD3,P1,C1,2026-01-02,,open,300,,2026-02-10\n`,
    "deals_2026-04-01.csv": `${more}D3,P1,C1,2026-01-02,,open,300,wood,,2026-02-10\n`
  });
  expect(counts(r, "deals_2026-03-01.csv")).toEqual(["accept", 1, 1, 0, 1]);
  expect(counts(r, "deals_2026-04-01.csv")).toEqual(["accept", 0, 1, 0, 0]);
  expect(r.quarantine.map((q) => [q.key, q.reason])).toEqual([["D2", "conflict"]]);
  expect(await r.db.rows("select deal_id, industry, product from facts.deals order by 1")).toEqual([
    {deal_id: "D1", industry: "steel", product: null},
    {deal_id: "D2", industry: "steel", product: "pumps"},
    {deal_id: "D3", industry: "wood", product: null}
  ]);
});

test("a column that an export lost is told with the records that count without it, not with those of the same version, which keep it", async () => {
  const rows = (industry: string, updated: (i: number) => string) =>
    Array.from({length: 25}, (_, i) => `D${i},P1,C1,2026-01-02,,open,100,${industry}${updated(i)}\n`).join("");
  const r = await drop({
    ...partners,
    "deals_2026-02-01.csv": `${head.replace("updated_at", "industry,updated_at")}${rows("steel,", () => "2026-01-10")}`,
    "deals_2026-03-01.csv": `${head}${rows("", (i) => (i < 12 ? "2026-02-20" : "2026-01-10"))}`
  });
  expect(r.file("deals_2026-03-01.csv").warnings.map((w) => w.detail)).toEqual([
    "no record has industry any more; 12 of them had it in the drop of 2026-02-01, and count without it now. If the export has lost the column, or the right to read it, give it back and deliver the file again"
  ]);
  expect(await r.db.rows("select count(industry) as n from facts.deals")).toEqual([{n: "13"}]);
});
