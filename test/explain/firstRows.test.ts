import {expect, test} from "vitest";
import {DuckDB} from "../../loaders/engines/duckdb.ts";
import {areFewFacts, firstRows} from "../../loaders/explain/portfolio/firstRows.ts";

test("of few records and of many the first are the same, and so is their number; many are never numbered beside all their columns", async () => {
  const db = await DuckDB.open();
  await db.run("create schema facts; create table facts.deals as select cast(i as integer) as id from range(9999) t (i)");
  expect(await areFewFacts(db)).toBe(true);
  await db.run("insert into facts.deals values (9999)");
  expect(await areFewFacts(db)).toBe(false);
  const asked: string[] = [];
  const noting = {
    rows: <T>(sql: string) => {
      asked.push(sql);
      return db.rows<T>(sql);
    }
  };
  const newest = "select * from facts.deals where id > 9989 order by id desc";
  for (const few of [true, false])
    expect(await firstRows(noting, newest, {limit: 2, few})).toEqual({rows: [{id: 9999}, {id: 9998}], count: 10});
  expect(asked.map((sql) => sql.includes("over ()"))).toEqual([true, false, false]);
  for (const few of [true, false])
    expect(await firstRows(db, "select * from facts.deals where id < 0", {limit: 2, few})).toEqual({rows: [], count: 0});
  db.close();
});
