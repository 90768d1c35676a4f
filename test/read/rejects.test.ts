import {afterAll, beforeAll, expect, test} from "vitest";
import {DuckDB, literal} from "../../loaders/engines/duckdb.ts";
import {scanCsv} from "../../loaders/read/scanCsv.ts";
import {removeFolder, temporaryFolder, writeFiles} from "../support/pipeline.ts";

/*
 * Why a scan of our own, and not DuckDB's table of rejects, says which records of a CSV file can't be read. If one of these fails, DuckDB
 * has changed: look whether the scan can go.
 */

let folder: string;
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => removeFolder(folder));

/** What DuckDB reads of a file of three columns and what it rejects, and what our scan says of the same. */
async function both(text: string) {
  await writeFiles(folder, {"x.csv": text});
  const file = `${folder}/x.csv`;
  const db = await DuckDB.open();
  const columns = "{a: 'varchar', b: 'varchar', c: 'varchar'}";
  const read = `read_csv(${literal(file)}, auto_detect = false, header = true, columns = ${columns}, store_rejects = true)`;
  const [found] = await db.rows<{n: number}>(`select count(*)::int as n from ${read}`);
  const rejects = await db.rows<{line: number}>("select line::int as line from reject_errors order by line");
  db.close();
  const {good, bad} = scanCsv(file);
  return {duckdb: [found!.n, rejects.map((r) => r.line)], scan: [good, bad.map((r) => r.line)]};
}

test("after a quote that is never closed the rejects lose every later record; the scan loses one", async () => {
  expect(await both('a,b,c\n1,2,3\n4,"5,6\n7,8,9\n10,11,12\n')).toEqual({duckdb: [1, [3]], scan: [3, [3]]});
});

test("after a line break in quotes the rejects count records, the scan lines", async () => {
  expect(await both('a,b,c\n1,"2\n2",3\n4,5\n7,8,9\n')).toEqual({duckdb: [2, [3]], scan: [2, [4]]});
});

test("a NUL is nothing to the rejects; the scan refuses its record", async () => {
  expect(await both("a,b,c\n1,2\u00002,3\n4,5,6\n")).toEqual({duckdb: [2, []], scan: [1, [2]]});
});
