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

async function drop(files: Record<string, string>) {
  run?.db.close();
  await writeFiles(`${folder}/drops`, files);
  run = await ingest(`${folder}/drops`, `${folder}/build`, {asOf: "2026-06-30"});
  return run;
}

const rowsOf = async (r: Ingested, sql: string) =>
  (await r.db.rows<Record<string, string | null>>(sql)).map((x) => Object.values(x));

const tickets = (...ids: string[]) =>
  ["ticket_id,partner_id,owner,opened_on", ...ids.map((p, i) => `T${i + 1},${p},us,2026-01-05`), ""].join("\n");
const partners = "partner_id,name\nP1,Northwind Partners\nP2,Two\n";
const head = "kind,from,to,decided_by,decided_on\n";

test("a decided alias gives a desk's partner the id of the CRM before orphans are judged", async () => {
  const files = {"partners_2026-01-01.csv": partners, "tickets_2026-01-01.csv": tickets("northwind", "P2")};
  const before = await drop(files);
  expect(before.quarantine.map((q) => [q.key, q.reason])).toEqual([["T1", "orphan_partner"]]);
  const r = await drop({...files, "aliases.csv": `${head}partner,northwind,P1,Kim,2026-02-01\n`});
  expect(await rowsOf(r, "select ticket_id, partner_id from facts.tickets order by 1")).toEqual([
    ["T1", "P1"],
    ["T2", "P2"]
  ]);
  expect(r.quarantine).toEqual([]);
  expect(r.file("aliases.csv")).toMatchObject({table: "aliases", mapping: "aliases", accepted: 1});
});

test("a decision of today is taken though the data end before it, and a dated file of decisions dates no figures", async () => {
  const files = {"partners_2026-06-30.csv": partners, "tickets_2026-06-30.csv": tickets("northwind", "P2")};
  await writeFiles(`${folder}/drops`, {...files, "aliases_2026-07-20.csv": `${head}partner,northwind,P1,Kim,2026-07-20\n`});
  run = await ingest(`${folder}/drops`, `${folder}/build`);
  expect(run.asOf).toBe("2026-06-30");
  expect(run.file("aliases_2026-07-20.csv")).toMatchObject({outcome: "accept", accepted: 1, quarantined: 0});
  expect(await rowsOf(run, "select partner_id from facts.tickets order by ticket_id")).toEqual([["P1"], ["P2"]]);
});

test("a proposal that nobody has decided changes nothing, and is counted", async () => {
  const r = await drop({
    "partners_2026-01-01.csv": partners,
    "tickets_2026-01-01.csv": tickets("northwind", "P2"),
    "aliases.csv": `${head}partner,northwind,P1,,\n`
  });
  expect(r.quarantine.map((q) => q.key)).toEqual(["T1"]);
  expect(r.file("aliases.csv").warnings.map((w) => w.reason)).toContain("left_out");
});

test("a partner that is listed under both ids is one: the record of the other id gives way", async () => {
  const r = await drop({
    "partners_2026-01-01.csv": `${partners}N,northwind inc\n`,
    "tickets_2026-01-01.csv": tickets("N", "P1"),
    "aliases.csv": `${head}partner,N,P1,Kim,2026-02-01\n`
  });
  expect(await rowsOf(r, "select partner_id, name from facts.partners order by 1")).toEqual([
    ["P1", "Northwind Partners"],
    ["P2", "Two"]
  ]);
  expect(await rowsOf(r, "select partner_id from facts.tickets order by ticket_id")).toEqual([["P1"], ["P1"]]);
  expect(r.file("partners_2026-01-01.csv")).toMatchObject({records: 3, accepted: 2, superseded: 1, quarantined: 0});
});

test("decisions are followed to their end, customers and people have their own, and a circle is not applied", async () => {
  const r = await drop({
    "deals_2026-01-01.csv":
      "deal_id,partner_id,customer_id,rep_id,opened_on,status,amount\nD1,A,A,A,2026-01-05,open,1\nD2,X,C2,R2,2026-01-05,open,1\n",
    "aliases.csv": `${head}partner,A,B,Kim,2026-02-01\npartner,B,C,Kim,2026-02-01\ncustomer,A,C1,Kim,2026-02-01\nperson,A,R1,Kim,2026-02-01\npartner,X,Y,Kim,2026-02-01\npartner,Y,X,Kim,2026-02-01\n`
  });
  expect(await rowsOf(r, "select deal_id, partner_id, customer_id, rep_id from facts.deals order by 1")).toEqual([
    ["D1", "C", "C1", "R1"],
    ["D2", "X", "C2", "R2"]
  ]);
  expect(await rowsOf(r, "select partner_id from facts.partners order by 1")).toEqual([["C"], ["X"]]);
});

test("a list without kinds is of partners", async () => {
  const r = await drop({
    "partners_2026-01-01.csv": partners,
    "tickets_2026-01-01.csv": tickets("northwind"),
    "aliases.csv": "from,to,decided_by,decided_on\nnorthwind,P1,Kim,2026-02-01\n"
  });
  expect(await rowsOf(r, "select partner_id from facts.tickets")).toEqual([["P1"]]);
});

test("a partner that is on a deal under both ids is on it once", async () => {
  const r = await drop({
    "partners_2026-01-01.csv": partners,
    "deals_2026-01-01.csv": "deal_id,partner_id,customer_id,opened_on,status,amount\nD1,P1,C,2026-01-05,open,1\n",
    "deal_partners_2026-01-01.csv": "deal_id,partner_id\nD1,P1\nD1,N\nD1,P2\n",
    "aliases.csv": `${head}partner,N,P1,Kim,2026-02-01\n`
  });
  expect(await rowsOf(r, "select deal_id, partner_id from facts.deal_partners order by 2")).toEqual([
    ["D1", "P1"],
    ["D1", "P2"]
  ]);
  expect(r.quarantine).toEqual([]);
  expect(r.file("deal_partners_2026-01-01.csv")).toMatchObject({accepted: 2, superseded: 1, quarantined: 0});
});
