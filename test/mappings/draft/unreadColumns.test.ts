import {readFile} from "node:fs/promises";
import {expect, onTestFinished, test} from "vitest";
import {DuckDB, literal} from "../../../loaders/engines/duckdb.ts";
import {removeFolder, temporaryFolder} from "../../support/pipeline.ts";
import {header, mapped} from "./attacked.ts";

/* Columns that a draft reads nothing from, and with which a figure would be another. */

const won = (i: number, amount: string, more: string) => `D-${i},P1,C1,2026-01-1${i},2026-02-1${i},won,${amount},${more}`;

test("a column that marks tests is pointed at with the line that leaves them out, and filters nothing by itself", async () => {
  const file = [`${header},Is Test`, won(1, "1000", "FALSE"), won(2, "400", "TRUE"), won(3, "300", "")];
  const {draft, rows} = await mapped("p_2026-09-30.csv", file);
  expect(rows.map((r) => r[0])).toEqual(["D-1", "D-2", "D-3"]);
  expect(draft.doubts).toEqual([
    '"Is Test" says yes in 1 record, and nothing reads it: tests count like all others. To leave them out, write when: {column: "Is Test", not: ["TRUE"]}'
  ]);
  const none = await mapped("p_2026-09-30.csv", [`${header},Test record`, won(1, "1000", "no"), won(2, "400", "no")]);
  expect(none.draft.doubts.join()).toContain('"Test record" says yes in no record of this file');
});

test("of several amounts the draft says which one is read, and which others there are", async () => {
  const file = [`${header},ARR,TCV,Tax Amount`, won(1, "1000", "500,3000,10"), won(2, "400", "400,800,20")];
  const {draft, rows} = await mapped("p_2026-09-30.csv", file);
  expect(rows.map((r) => r[1])).toEqual(["1000.00", "400.00"]);
  expect(draft.doubts).toEqual([
    '"Amount" is read as the amount; "ARR", "TCV" are amounts too, which are not read. Read the one that you report as revenue of a deal'
  ]);
  // the same amounts under another name are no other ones
  const same = await mapped("p_2026-09-30.csv", [`${header},ARR`, won(1, "1000", "1000"), won(2, "400", "400")]);
  expect(same.draft.doubts).toEqual([]);
});

test("lists and records of a Parquet file keep none of its other columns from being read, and are named", async () => {
  const folder = await temporaryFolder();
  onTestFinished(() => removeFolder(folder));
  const db = await DuckDB.open(":memory:", {threads: 1});
  await db.run(
    `copy (select 'D-1' as deal_id, 'P1' as partner, 'C1' as customer, date '2026-01-11' as created, date '2026-02-11' as closed,
       'won'::enum ('won', 'it''s (lost)') as status, 1000.0000::decimal(18, 4) as amount, ['a'] as tags, [1.5::decimal(4, 2)] as parts, {'name': 'Acme'} as owner)
     to ${literal(`${folder}/a.parquet`)} (format parquet)`
  );
  db.close();
  const {draft, rows} = await mapped("p_2026-09-30.parquet", await readFile(`${folder}/a.parquet`));
  expect(rows).toEqual([["D-1", "1000.00"]]);
  expect(draft.doubts.join("\n")).toContain('"tags", "parts", "owner" hold lists or records, and can\'t be read from Parquet');
});
