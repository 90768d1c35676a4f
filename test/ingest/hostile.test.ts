import {gzipSync} from "node:zlib";
import {afterEach, beforeEach, expect, test} from "vitest";
import {notesText} from "../../loaders/stage/quarantineNotes.ts";
import {expectConservation} from "./drive.ts";
import {ingest, removeFolder, temporaryFolder, writeFiles} from "../support/pipeline.ts";

/* Deals with one cell or the whole file damaged: what is read of them, and what the message says to do. */

let folder: string;
beforeEach(async () => void (folder = await temporaryFolder()));
afterEach(() => removeFolder(folder));

const good = [
  "deal_id,customer_id,opened_on,closed_on,status,amount,currency,partner_id",
  "D1,C1,2026-01-05,2026-02-01,won,1200.50,EUR,P1",
  "D2,C2,2026-01-06,2026-02-03,lost,3400,EUR,P1",
  "D3,C3,2026-01-07,,open,5600,EUR,P2",
  ""
].join("\n");

async function checked(content: string | Uint8Array, name = "deals_2026-09-30.csv") {
  await writeFiles(folder, {[`drops/${name}`]: content});
  const run = await ingest(`${folder}/drops`, `${folder}/build`, {library: false, asOf: "2026-09-30"});
  expectConservation(run);
  const rows = await run.db.rows<{id: string; opened: string; amount: string}>(
    "select deal_id as id, cast(opened_on as varchar) as opened, cast(cast(amount as decimal(18, 2)) as varchar) as amount from facts.deals order by 1"
  );
  run.db.close();
  const [file] = run.files;
  return {
    rows: rows.map((r) => [r.id, r.opened, r.amount]),
    said: `${file!.message} ${notesText(file!.notes)}`,
    outcome: file!.outcome
  };
}

const all = [
  ["D1", "2026-01-05", "1200.50"],
  ["D2", "2026-01-06", "3400.00"],
  ["D3", "2026-01-07", "5600.00"]
];

test.each<[string, string | Uint8Array]>([
  ["UTF-16 with tabs", Buffer.from(`\uFEFF${good.replaceAll(",", "\t")}`, "utf16le")],
  ["CR alone", good.replaceAll("\n", "\r")],
  ["a line sep=;", `sep=;\n${good.replaceAll(",", ";")}`],
  ["blank lines and lines of empty cells", `${good.replaceAll("\n", "\n\n")},,,,,,,\n`],
  ["bars between cells", good.replaceAll(",", "|")],
  ["white space around a header", good.replace("amount", " Amount ")]
])("%s change nothing", async (_, content) => {
  expect((await checked(content)).rows).toEqual(all);
});

test.each([
  ["a formula", "1200.50", "=1200+0.5", 'amount is "=1200+0.5"'],
  ["a share", "1200.50", "12%", "A percentage is no amount"],
  ["thousands in English", "1200.50", '"1,200.50"', 'thousands: "," on amount'],
  ["a decimal comma", "1200.50", '"1200,50"', 'decimal: "," on amount'],
  ["a no-break space", "1200.50", "1\u00a0200.50", 'thousands: " " on amount'],
  [
    "a point that may be either mark",
    "1200.50",
    "1.200",
    'thousands: "." (if it means 1200) or round: 2 (if it means 1.2) on amount'
  ],
  ["a full-width comma", "1200.50", "1，200", 'wide: true, thousands: "," on amount'],
  ["brackets", "1200.50", "(300.00)", 'sign: "positive" on amount'],
  ["a minus behind", "1200.50", "300.00-", 'sign: "positive" on amount'],
  ["a day of a spreadsheet", "2026-01-05", "46027", 'date: "excel_serial" on opened_on'],
  ["milliseconds since 1970", "2026-01-05", "1767571200000", 'date: "epoch_ms" on opened_on'],
  ["a day in two orders", "2026-01-05", "05/01/2026", 'date: "dmy" (day first) or date: "mdy" (month first) on opened_on'],
  ["30 February", "2026-01-05", "2026-02-30", "There is no such day or time: correct it at its source."],
  ["24:00", "2026-01-05", "2026-01-05 24:00", "There is no such day or time: correct it at its source."],
  ["a day of 1999", "2026-01-05", "1999-12-31", "Days are read from 2000 to 2100: correct it at its source."],
  ["an id in exponents", "D1", "1.2E+10", "a spreadsheet has damaged this id"],
  ["an id in exponents as R and Python write them", "D1", "1e+05", "a spreadsheet has damaged this id"],
  ["an apostrophe", "D1", "'00123", `strip: ["'"] on deal_id`],
  ["a formula of a text", "D1", '"=""00123"""', `strip: ['="', '"'] on deal_id`],
  ["a link of a spreadsheet", "D1", '"=HYPERLINK(""https://crm.example/D1"",""D1"")"', "a spreadsheet has damaged this id"]
])("%s is no value of ours: its record is rejected, and the edit is said", async (_, cell, damaged, said) => {
  const found = await checked(good.replace(cell, damaged));
  expect(found.rows).toEqual(all.slice(1));
  expect(found.said).toContain(said);
});

test("a record of JSON with a key twice, or a whole number that no float holds, is told as that", async () => {
  const more = `"customer_id":"C1","opened_on":"2026-01-05","status":"open","amount":5}`;
  const found = await checked(
    `[{"deal_id":"D1","deal_id":"D2",${more},{"deal_id":9007199254740993,${more},{"deal_id":"D3",${more}]`,
    "deals_2026-09-30.json"
  );
  expect(found.rows).toEqual([["D3", "2026-01-05", "5.00"]]);
  expect(found.said).toContain("It has a key twice, a whole number beyond 2^53, or half of a character.");
});

test.each<[string, string | Uint8Array, string, string]>([
  [
    "not UTF-8",
    Buffer.from(good.replace("C1", "Caf\u00e9"), "latin1"),
    "deals_2026-09-30.csv",
    "Its bytes are not UTF-8 throughout"
  ],
  ["a cut archive", gzipSync(good.repeat(2000)).subarray(0, -200), "deals_2026-09-30.csv.gz", "is cut or damaged"],
  ["a web page", "<html><table><tr><td>deal_id</td></tr></table></html>", "deals_2026-09-30.csv", "is a web page"],
  ["a pivot table", "Row Labels,Sum of Amount\nNorth,100\nSouth,200\n", "deals_2026-09-30.csv", "It is a pivot table"],
  ["a header twice", good.replace("partner_id", "amount"), "deals_2026-09-30.csv", "Duplicate header: amount"]
])("%s is refused whole, with what it is", async (_, content, name, said) => {
  const found = await checked(content, name);
  expect([found.outcome, found.rows]).toEqual(["refuse", []]);
  expect(found.said).toContain(said);
});
