import {existsSync} from "node:fs";
import {mkdir, rm, symlink} from "node:fs/promises";
import {afterEach, beforeEach, expect, test} from "vitest";
import {storedPath} from "../../loaders/keep/inventory.ts";
import {ingest, removeFolder, temporaryFolder, writeFiles, type Ingested} from "../support/pipeline.ts";

let folder: string;
let run: Ingested | undefined;
beforeEach(async () => void (folder = await temporaryFolder()));
afterEach(async () => {
  run?.db.close();
  run = undefined;
  await removeFolder(folder);
});

const partners = "partner_id,name\nP1,One\n";

async function receiveAll(
  files: Record<string, string | Uint8Array>,
  options: {asOf?: string; today?: string; acceptEarlier?: boolean} = {}
) {
  run?.db.close();
  await writeFiles(`${folder}/drops`, files);
  run = await ingest(`${folder}/drops`, `${folder}/build`, options);
  return run;
}

test("a missing drops folder is an error that names it and how each command is given another", async () => {
  await expect(ingest(`${folder}/nowhere`, `${folder}/build`)).rejects.toThrow(
    /There is no drops folder .*nowhere\. .*rebuild --drops DIR, check DIR/
  );
});

test("a file that is given for the drops folder is told as a file, with the folder that holds it", async () => {
  await writeFiles(`${folder}/single`, {"partners.csv": "partner_id\nP1\n"});
  await expect(ingest(`${folder}/single/partners.csv`, `${folder}/build`)).rejects.toThrow(
    `${folder}/single/partners.csv is a file, expected a folder. Name the folder that holds the exports: ${folder}/single`
  );
});

test("an empty file is refused as empty and the others go on", async () => {
  const r = await receiveAll({"deals_2026-01-01.csv": "", "partners_2026-01-01.csv": partners});
  expect(r.file("deals_2026-01-01.csv")).toMatchObject({outcome: "refuse", reason: "empty"});
  expect(r.file("partners_2026-01-01.csv")).toMatchObject({outcome: "accept", accepted: 1});
});

test("a wrong header refuses the file, and the message says what was missing and which known headers were found", async () => {
  const r = await receiveAll({"partners_2026-01-01.csv": "partner,title\nP1,One\n"});
  expect(r.file("partners_2026-01-01.csv")).toMatchObject({outcome: "refuse", reason: "header", records: 0});
  expect(r.file("partners_2026-01-01.csv").message).toBe(
    'partners_2026-01-01.csv: partners needs the headers partner_id and name, found partner, and column 2, which no table or mapping names. Add the columns, or let "npx handshake map" propose a mapping for this export.'
  );
});

test("a header that stands twice refuses the file", async () => {
  const r = await receiveAll({"partners_2026-01-01.csv": "partner_id,name,Name\nP1,One,Uno\n"});
  expect(r.file("partners_2026-01-01.csv")).toMatchObject({outcome: "refuse", reason: "header"});
});

test("headers are matched by name in any order and case, after a byte-order mark", async () => {
  const r = await receiveAll({"partners_2026-01-01.csv": "\ufeffName,Partner_ID\nOne,P1\n"});
  expect(await r.db.rows("select partner_id, name from facts.partners")).toEqual([{partner_id: "P1", name: "One"}]);
});

test("an extra column is reported and not read", async () => {
  const r = await receiveAll({"partners_2026-01-01.csv": "partner_id,name,secret\nP1,One,x\u0007y\n"});
  expect(r.file("partners_2026-01-01.csv")).toMatchObject({
    outcome: "accept",
    accepted: 1,
    warnings: [{reason: "unknown_column", detail: "secret"}]
  });
});

test.each([
  ["deals_2026-01-01.csv", "PK\u0003\u0004zip", "not_text"],
  ["deals_2026-01-01.csv", "%PDF-1.7", "not_text"],
  ["deals_2026-01-01.csv", "<!DOCTYPE html><html>", "not_text"],
  ["deals_2026-01-01.parquet", "PAR1 but not really", "parquet"],
  ["deals_2026-01-01.csv", Buffer.from("deal_id\nM\xfcller\n", "latin1"), "encoding"],
  ["deals_2026-01-01.pdf", "x", "unsupported"],
  ["deals 2026.csv", "x", "file_name"],
  ["stuff_2026-01-01.csv", "a,b\n1,2\n", "unknown_table"]
])("%s with the content %j is refused as %s", async (name, content, reason) => {
  const r = await receiveAll({[name]: content, "partners_2026-01-01.csv": partners});
  expect(r.file(name)).toMatchObject({outcome: "refuse", reason});
  expect(r.file(name).message).toContain(name.split(" ")[0]);
});

test("files that are hidden or still being written are left for the next run", async () => {
  const r = await receiveAll({
    "deals_2026-01-01.csv.part": "x",
    ".deals_2026-01-01.csv": "x",
    "partners_2026-01-01.csv": partners
  });
  expect(r.files.filter((f) => f.outcome === "ignore").map((f) => f.path)).toEqual([
    ".deals_2026-01-01.csv",
    "deals_2026-01-01.csv.part"
  ]);
});

test("what the operating system leaves in a folder is no delivery, and is not refused each night", async () => {
  const left = ["Thumbs.db", "__MACOSX/deals_2026-01-01.csv", "desktop.ini"];
  const r = await receiveAll({...Object.fromEntries(left.map((name) => [name, "x"])), "partners_2026-01-01.csv": partners});
  expect(r.files.filter((f) => f.outcome === "ignore").map((f) => f.path)).toEqual(left);
});

test("what Excel keeps beside an open workbook is refused for its name, and the message says to close the workbook", async () => {
  const r = await receiveAll({"~$deals.xlsx": "x", "partners_2026-01-01.csv": partners});
  expect(r.file("~$deals.xlsx")).toMatchObject({outcome: "refuse", reason: "file_name"});
  expect(r.file("~$deals.xlsx").message).toContain("close the workbook");
});

test("a link is not followed", async () => {
  await mkdir(`${folder}/drops`, {recursive: true});
  await writeFiles(folder, {"outside.csv": partners});
  await symlink(`${folder}/outside.csv`, `${folder}/drops/partners_2026-01-01.csv`);
  const r = await receiveAll({"people_2026-01-01.csv": "person_id,name,side\nU1,Ann,us\n"});
  expect(r.file("partners_2026-01-01.csv")).toMatchObject({outcome: "refuse", reason: "not_regular_file", sha256: null});
});

test("the bytes of every file stay in the store under their hash, the refused ones too", async () => {
  const r = await receiveAll({"partners_2026-01-01.csv": partners, "deals_2026-01-01.csv": "nonsense\n"});
  for (const f of r.files) expect(existsSync(storedPath(`${folder}/build/store`, f.sha256!))).toBe(true);
});

test("a record stays after its file has left the drops folder", async () => {
  await receiveAll({"partners_2026-01-01.csv": partners});
  await rm(`${folder}/drops/partners_2026-01-01.csv`);
  const r = await receiveAll({"partners_2026-02-01.csv": "partner_id,name\nP2,Two\n"});
  expect(await r.db.rows("select partner_id from facts.partners")).toEqual([{partner_id: "P1"}, {partner_id: "P2"}]);
});

test("a file that is put back to what it was before counts again, and the same file again is nothing new", async () => {
  const named = (name: string) => receiveAll({"partners_2026-01-01.csv": `partner_id,name\nP1,${name}\n`});
  const name = async (r: Ingested) => (await r.db.rows<{name: string}>("select name from facts.partners"))[0]!.name;
  const names: string[] = [];
  for (const written of ["Right", "Wrong", "Right"]) names.push(await name(await named(written)));
  expect(names).toEqual(["Right", "Wrong", "Right"]);
  const again = await named("Right");
  expect(again.files.map((f) => [f.outcome, f.accepted, f.superseded])).toEqual([
    ["known", 0, 1],
    ["known", 0, 1],
    ["known", 1, 0]
  ]);
});

test("an export without a date that is put back counts from the day on which it came back", async () => {
  const on = (today: string, name: string) => receiveAll({"partners.csv": `partner_id,name\nP1,${name}\n`}, {today});
  await on("2026-03-01", "Right");
  await on("2026-03-02", "Wrong");
  const back = await on("2026-03-03", "Right");
  expect(await back.db.rows("select name from facts.partners")).toEqual([{name: "Right"}]);
  expect(back.files.map((f) => f.drop_date)).toEqual(["2026-03-01", "2026-03-02", "2026-03-03"]);
});

test("what was received while the clock was ahead counts as of the day that somebody says is right, once and for all", async () => {
  const on = (today: string, name: string, acceptEarlier = false) =>
    receiveAll({"partners.csv": `partner_id,name\nP1,${name}\n`}, {today, acceptEarlier});
  await on("2036-03-01", "Ahead");
  await expect(on("2026-03-02", "Corrected")).rejects.toThrow("The clock says 2026-03-02");
  const corrected = await on("2026-03-02", "Corrected", true);
  expect(await corrected.db.rows("select name from facts.partners")).toEqual([{name: "Corrected"}]);
  expect(corrected.files.map((f) => f.drop_date)).toEqual(["2026-03-02", "2026-03-02"]);
  const later = await on("2026-03-03", "Later");
  expect(await later.db.rows("select name from facts.partners")).toEqual([{name: "Later"}]);
});

test("the drop date comes from the name, else from the nearest folder, else it is the day of receipt", async () => {
  const r = await receiveAll(
    {
      "2026-01-31/partners.csv": partners,
      "2026-01-31/partners_2026-02-15.csv": "partner_id,name\nP2,Two\n",
      "partners.csv": "partner_id,name\nP3,Three\n"
    },
    {asOf: "2026-06-30", today: "2026-06-29"}
  );
  expect(r.files.map((f) => [f.path, f.drop_date])).toEqual([
    ["2026-01-31/partners.csv", "2026-01-31"],
    ["2026-01-31/partners_2026-02-15.csv", "2026-02-15"],
    ["partners.csv", "2026-06-29"]
  ]);
});

test("as_of is the newest drop date of a name or folder, and never a date to come", async () => {
  const r = await receiveAll({"partners_2026-01-31.csv": partners, "people_2099-01-01.csv": "person_id,name,side\nU1,Ann,us\n"});
  expect(r.asOf).toBe("2026-01-31");
  expect(r.file("people_2099-01-01.csv")).toMatchObject({outcome: "refuse", reason: "future_drop"});
});

test("where no name carries a date, as_of is the newest day in the records", async () => {
  const r = await receiveAll({
    "deals.csv": "deal_id,customer_id,opened_on,closed_on,status,amount\nD1,C1,2025-01-02,2025-03-04,won,5\n"
  });
  expect(r.asOf).toBe("2025-03-04");
});
