import {readFileSync} from "node:fs";
import path from "node:path";
import {expect, test} from "vitest";
import {DuckDB} from "../../loaders/engines/duckdb.ts";
import {root} from "../support/pipeline.ts";

const example = readFileSync(path.join(root, "loaders/run/templates/examples/next_referrals.txt"), "utf8");

/** Whom the example's query has figures of: partners as referrals given, received, and the revenue that these led to. */
async function rated(...partners: [given: number, received: number, value: number | null][]): Promise<unknown[]> {
  const db = await DuckDB.open();
  const rows = partners.map(([given, received, value], i) => `('P${i + 1}', ${given}, ${received}, ${value})`);
  await db.run(`create table partners as select * from (values ${rows.join(", ")}) as t (name, given, received, received_value)`);
  const sql = /```sql id=rows\n([\s\S]*?)```/.exec(example)![1]!.replaceAll("${prior}", "10");
  const found = await db.rows<{name: string}>(sql);
  db.close();
  return found.map(({name}) => name);
}

test("no partner is rated by what comes back for a referral while no received referral names a won deal", async () => {
  expect(await rated([4, 6, null], [3, 2, null])).toEqual([]);
  expect(await rated([4, 0, null])).toEqual([]);
  expect(await rated([0, 6, 900])).toEqual([]);
  expect(await rated([4, 6, 900], [3, 2, null])).toEqual(["P1", "P2"]);
});
