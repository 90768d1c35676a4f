import {createHash} from "node:crypto";
import {execFileSync} from "node:child_process";
import {existsSync, readdirSync} from "node:fs";
import {appendFile, mkdir, open, rm, symlink} from "node:fs/promises";
import {afterEach, beforeEach, expect, test} from "vitest";
import {contentOf} from "../../loaders/receive/content.ts";
import {formatOf, readName} from "../../loaders/receive/names.ts";
import {openRegular} from "../../loaders/receive/openFile.ts";
import {receive} from "../../loaders/receive/receive.ts";
import {putIntoStore} from "../../loaders/receive/store.ts";
import {removeFolder, temporaryFolder, writeFiles} from "../support/pipeline.ts";

let folder: string;
beforeEach(async () => void (folder = await temporaryFolder()));
afterEach(() => removeFolder(folder));

const partners = "partner_id,name\nP1,One\n";
const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

/** Receives the files and tells what became of each path: received, or outcome and reason. */
async function arrive(files: Record<string, string | Uint8Array>): Promise<Record<string, string>> {
  await writeFiles(`${folder}/drops`, files);
  return becomes();
}

async function becomes(): Promise<Record<string, string>> {
  const {received, rejectedFiles} = await receiveAll();
  return Object.fromEntries([
    ...received.map((r) => [r.path, "received"] as const),
    ...rejectedFiles.map((t) => [t.path, [t.outcome, t.reason].filter(Boolean).join(" ")] as const)
  ]);
}

const receiveAll = () =>
  receive({drops: `${folder}/drops`, store: `${folder}/store`, ledger: `${folder}/ledger.jsonl`, today: "2026-11-23"});

const manifest = (...files: Record<string, unknown>[]) => JSON.stringify({files});

test.each([
  ["deals_2026-01-01.csv", "csv", false],
  ["deals.2026-09-30.part2.csv.gz", "csv", true],
  ["DEALS.TSV", "tsv", false],
  ["deals.json.GZ", "json", true],
  ["deals.ndjson", "ndjson", false],
  ["deals.parquet", "parquet", false],
  ["deals.xlsx", "xlsx", false]
])("the name %s says %s, compressed: %s", (name, format, gz) => {
  expect(formatOf(readName(name).extension)).toEqual({format, gz});
});

test.each([
  ["Deals_2026-09-30.CSV", "deals"],
  ["DEAL_PARTNERS_2026-09-30.csv", "deal_partners"],
  ["DealsOfAll.csv", null],
  ["dealsofall.csv", null]
])("the table of %s is %s: capitals make no other name", (name, table) => {
  expect(readName(name).table).toBe(table);
});

test("what is called like a table in capitals and is no export is a note still, as one in small letters is not", async () => {
  expect(await arrive({"Partners.md": "how to", "DEALS.txt": "see below", "partners.md": "how to"})).toEqual({
    "Partners.md": "ignore",
    "DEALS.txt": "ignore",
    "partners.md": "refuse unsupported"
  });
});

test.each([
  "deals.csv.gz.gz",
  "deals.csv.zip",
  "deals.xlsx.gz",
  "deals.parquet.gz",
  "deals.gz",
  "deals.xlsm",
  "deals.constructor"
])("%s is refused as unsupported", async (name) => {
  expect(await arrive({[name]: "x"})).toEqual({[name]: "refuse unsupported"});
});

test.each<[string, string | Uint8Array, string]>([
  ["deals.tsv", "PK\u0003\u0004[Content_Types].xml", "not_text"],
  ["deals.json", "%PDF-1.7", "not_text"],
  ["deals.csv", "PAR1", "not_text"],
  ["deals.csv", Buffer.from([0x1f, 0x8b, 8, 0]), "not_text"],
  ["deals.csv", Buffer.from("\u0001\u0002\u0003\u0004binary"), "not_text"],
  ["deals.csv", Buffer.from("deal_id,amount\n1,2\n", "utf16le"), "encoding"],
  ["deals.csv", Buffer.from([0xff, 0xfe, 0, 0, 0x61, 0, 0, 0, 0x62, 0, 0, 0]), "encoding"],
  ["deals.csv.gz", "deal_id\n", "gzip"],
  ["deals.csv.gz", "", "empty"],
  ["deals.xlsx", "deal_id\n", "unsupported"],
  ["deals.xlsx", Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), "unsupported"],
  ["deals.parquet", "deal_id\n", "parquet"]
])("%s that holds %j is refused as %s", async (name, content, reason) => {
  expect(await arrive({[name]: content})).toEqual({[name]: `refuse ${reason}`});
});

test("a single NUL in a text is one record's matter", () => {
  expect(contentOf(Buffer.from("deal_id,customer_id\nD1,C\u0000\n"))).toBe("text");
});

test("the message says what a file is that is not what its name says", async () => {
  await writeFiles(`${folder}/drops`, {"deals.csv": "PK\u0003\u0004[Content_Types].xml"});
  expect((await receiveAll()).rejectedFiles[0]!.message).toBe(
    "deals.csv is an Excel workbook, expected comma-separated text. Rename it to .xlsx, or save it as CSV."
  );
});

test.each<[string, string | Uint8Array, RegExp]>([
  [
    "report.xls",
    "<html><body><table><tr><th>Stage</th></tr></table>",
    /^report.xls ends in "xls". It is a web page with a table.* choose CSV/
  ],
  [
    "report.xls",
    '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
    /Excel 2003 in XML: open it/
  ],
  ["report.xls", "ID\tStage\tDay\n1\tWon\t2\n", /text with tabs between its cells: rename it to \.tsv\.$/],
  ["report.xls", "PK\u0003\u0004[Content_Types].xml", /rename it to \.xlsx\.$/],
  ["deals.gz", Buffer.from([0x1f, 0x8b, 8, 0]), /rename it to what it holds, such as \.csv\.gz/],
  ["deals.numbers", "PK\u0003\u0004Index/Document.iwa", /In Numbers choose File, Export To, CSV\.$/],
  ["deals.ods", "PK\u0003\u0004mimetypeapplication/vnd.oasis", /Save it as \.xlsx or as CSV\.$/],
  ["deals.xlsb", "PK\u0003\u0004[Content_Types].xml", /Save it as \.xlsx or as CSV\.$/],
  ["deals.pdf", "%PDF-1.7", /A PDF holds no records: export CSV/],
  ["deals.zip", "PK\u0003\u0004deals.csv", /Unpack it into the drop\.$/],
  ["deals.csv", "PK\u0003\u0004deals.csv", /is a zip archive, .* Unpack it into the drop\.$/],
  ["deals.csv", "<table><tr><th>Stage</th></tr></table>", /is a web page, .* Choose CSV in the export/],
  ["deals.csv", '<?xml version="1.0"?><deals/>', /is XML, .* Export it as CSV or JSON\.$/],
  ["deals.csv", "Dynamic List\n-------\n|Doc.|Won|\n-------\n|1   |no |\n-------\n", /printed in a frame .*in SAP choose List/],
  ["deals.csv", " deal_id | status\n---------+--------\n 1       | won\n", /printed in a frame .*database client its CSV/],
  ["deals.txt", "| id | stage |\n|----|-------|\n| 1  | won   |\n", /It is a list printed in a frame.*as CSV or a workbook\.$/],
  ["deals.xlsx", Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), /save it as \.xlsx without a password\.$/],
  ["deals.xlsx", "ID\tStage\n", /Rename it to \.csv, or \.tsv/]
])("%s that holds %j is told with what to do", async (name, content, told) => {
  await writeFiles(`${folder}/drops`, {[name]: content});
  expect((await receiveAll()).rejectedFiles[0]!.message).toMatch(told);
});

test("a text that is taken for a note is told with how its records would be read", async () => {
  await writeFiles(`${folder}/drops`, {"offers.txt": "ID\tStage\n1\tWon\n", "deals.csv": "deal_id\nD1\n"});
  expect((await receiveAll()).rejectedFiles.map((f) => f.message)).toEqual([
    expect.stringMatching(
      /^offers\.txt is taken for a note, not data\. If its columns are separated by tabs .* rename it to \.tsv/
    )
  ]);
});

test.each([
  ["a frame of strokes and dashes within a quoted cell", 'deal_id,note\n1,"| a | b |\n|---|---|\n| 1 | 2 |"\n'],
  ["empty records between strokes, and dashes for nothing", "deal_id|note|more\n1|a|b\n||\n-|-|-\n2|c|d\n"]
])("%s: no list in a frame, and not refused as one", async (_, content) => {
  await writeFiles(`${folder}/drops`, {"deals.csv": content});
  expect((await receiveAll()).rejectedFiles).toEqual([]);
});

test("links, pipes and folders named like data are not opened", async () => {
  await mkdir(`${folder}/drops/deals.csv`, {recursive: true});
  await writeFiles(folder, {"outside.csv": partners, "drops/deals.csv/inside.csv": partners});
  await symlink(`${folder}/outside.csv`, `${folder}/drops/partners.csv`);
  await symlink(folder, `${folder}/drops/loop`);
  execFileSync("mkfifo", [`${folder}/drops/tickets.csv`]);
  expect(await becomes()).toEqual({
    "deals.csv": "refuse not_regular_file",
    loop: "refuse not_regular_file",
    "partners.csv": "refuse not_regular_file",
    "tickets.csv": "refuse not_regular_file"
  });
});

test("what is swapped for a link or a pipe after it was listed is not opened either", async () => {
  await writeFiles(folder, {"outside.csv": partners});
  await symlink(`${folder}/outside.csv`, `${folder}/link.csv`);
  execFileSync("mkfifo", [`${folder}/pipe.csv`]);
  expect(await openRegular(`${folder}/link.csv`)).toEqual({problem: "not_regular"});
  expect(await openRegular(`${folder}/pipe.csv`)).toEqual({problem: "not_regular"});
  expect(await openRegular(folder)).toEqual({problem: "not_regular"});
  expect(await openRegular(`${folder}/gone.csv`)).toEqual({problem: "gone"});
});

test("a file in a folder with an odd name is refused as file_name", async () => {
  expect(await arrive({"my drop/partners.csv": partners, "2026-01-31/partners.csv": partners})).toEqual({
    "my drop/partners.csv": "refuse file_name",
    "2026-01-31/partners.csv": "received"
  });
});

test("a file that changes while it is stored is kept by nobody", async () => {
  await writeFiles(folder, {"growing.csv": partners});
  const handle = await open(`${folder}/growing.csv`);
  const before = (await handle.stat()).size;
  const unchanged = async () => (await appendFile(`${folder}/growing.csv`, "P2,Two\n"), (await handle.stat()).size === before);
  expect(await putIntoStore(handle, `${folder}/store`, unchanged)).toBe(null);
  expect(readdirSync(`${folder}/store`)).toEqual([]);
  await handle.close();
});

test("files are held to the bytes and the hash that the manifest beside them declares", async () => {
  const listed = manifest(
    {name: "partners.csv", bytes: partners.length, sha256: sha256(partners).toUpperCase(), rows: 1},
    {name: "people.csv", bytes: 7},
    {name: "deals.csv", sha256: sha256("other")}
  );
  const files = {"partners.csv": partners, "people.csv": partners, "deals.csv": partners, "tickets.csv": partners};
  expect(await arrive({"manifest.json": listed, ...files, "below/people.csv": partners})).toEqual({
    "manifest.json": "ignore",
    "partners.csv": "received",
    "people.csv": "refuse manifest",
    "deals.csv": "refuse manifest",
    "tickets.csv": "received",
    "below/people.csv": "received"
  });
});

test("a refused file is stored, since its original bytes stay", async () => {
  await arrive({"manifest.json": manifest({name: "partners.csv", bytes: 7}), "partners.csv": partners});
  const hash = sha256(partners);
  expect(existsSync(`${folder}/store/${hash.slice(0, 2)}/${hash}`)).toBe(true);
});

test("a listed file that is not there is reported, unless an earlier run received it", async () => {
  const listed = manifest({name: "partners.csv", bytes: partners.length}, {name: "deals.csv", rows: 3});
  const first = await arrive({"2026-01-31/manifest.json": listed, "2026-01-31/partners.csv": partners});
  expect(first["2026-01-31/deals.csv"]).toBe("refuse manifest");
  await rm(`${folder}/drops/2026-01-31/partners.csv`);
  expect(await becomes()).toEqual({...first, "2026-01-31/partners.csv": "received"});
});

test.each([
  ["{", "it is not JSON"],
  ["{}", "files: Invalid input: expected array, received undefined"],
  [manifest({name: "../partners.csv", rows: 1}), "files.0.name: must be the plain name of a file beside the manifest"],
  [manifest({name: "partners.csv"}), "files.0: declares neither bytes, sha256 nor rows"],
  [manifest({name: "partners.csv", rows: 1}, {name: "partners.csv", rows: 2}), "it lists a file twice"]
])("a manifest that can't be read vouches for nothing, so that no file beside it is taken: %s", async (content, problem) => {
  expect(await arrive({"manifest.json": content, "partners.csv": partners})).toEqual({
    "manifest.json": "refuse manifest",
    "partners.csv": "refuse manifest"
  });
  const {rejectedFiles} = await receiveAll();
  expect(rejectedFiles[0]!.message).toContain(problem);
});

test("the rows that a manifest declares are kept in the ledger, and a corrected one replaces them", async () => {
  await arrive({"manifest.json": manifest({name: "partners.csv", rows: 5}), "partners.csv": partners});
  expect((await receiveAll()).received[0]).toMatchObject({expected_rows: 5});
  await arrive({"manifest.json": manifest({name: "partners.csv", rows: 1})});
  await rm(`${folder}/drops/manifest.json`);
  expect((await receiveAll()).received).toMatchObject([{expected_rows: 1}]);
});
