import {existsSync, readdirSync, readFileSync} from "node:fs";
import path from "node:path";
import {afterAll, beforeAll, expect, test} from "vitest";
import {DuckDB} from "../../loaders/engines/duckdb.ts";
import {readRaw} from "../../loaders/read/raw.ts";
import {rawColumn} from "../../loaders/read/rawTable.ts";
import {headersOfSource} from "../../loaders/read/transcribe/transcribe.ts";
import {removeFolder, root, temporaryFolder} from "../support/pipeline.ts";

const spectrum = path.join(root, "../shared/data/csv_spectrum");
const names = existsSync(spectrum) ? readdirSync(path.join(spectrum, "csvs")).map((f) => path.basename(f, ".csv")) : [];

let db: DuckDB;
let work: string;
beforeAll(async () => {
  db = await DuckDB.open();
  work = await temporaryFolder();
});
afterAll(async () => {
  db.close();
  await removeFolder(work);
});

type Row = Record<string, string>;

/** Cells that the published answers have otherwise than the file beside them: a telephone number was masked in one of the two. */
const corrections: Record<string, Row> = {location_coordinates: {"Contact Phone Number": "2095257564"}};

/** One file of the spectrum is a single object where the others are arrays. */
function answers(name: string): Row[] {
  const value = JSON.parse(readFileSync(path.join(spectrum, "json", `${name}.json`), "utf8")) as Row | Row[];
  return (Array.isArray(value) ? value : [value]).map((row) => ({...row, ...corrections[name]}));
}

test.skipIf(!names.length && !process.env.CI)("all twelve files of the CSV spectrum are there", () => {
  expect(names.length).toBe(12);
});

test.each(names)("%s of the CSV spectrum is read as its JSON says, cell by cell", async (name) => {
  const stored = path.join(spectrum, "csvs", `${name}.csv`);
  const headers = await headersOfSource({stored, format: "csv", gz: false}, work);
  const raw = await readRaw(db, "spectrum", {stored, extension: "csv", work}, headers);
  const columns = headers.map((_, i) => rawColumn(i)).join(", ");
  const rows = await db.rows<Row>(`select ${columns} from spectrum order by ordinal`);
  const read = rows.map((row) => Object.fromEntries(headers.map((h, i) => [h, row[rawColumn(i)] ?? ""])));
  expect([read, raw.records, raw.bad]).toEqual([answers(name), answers(name).length, []]);
});
