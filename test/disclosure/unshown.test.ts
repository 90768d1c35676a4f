import {afterAll, beforeAll, expect, test} from "vitest";
import {DuckDB} from "../../loaders/engines/duckdb.ts";
import {unshownText} from "../../loaders/disclosure/unshown.ts";

let db: DuckDB;
beforeAll(async () => {
  db = await DuckDB.open(":memory:", {});
  await db.run(`create schema facts;
    create table facts.notes as select * from (values ('secret 1', 'bord'), ('secret 2', 'board, outside'), ('secret 3', null)) t(text, audience);
    create table facts.events as select 'board' as audience`);
});
afterAll(() => db.close());

test("notes that name an audience that nobody has, or none, are told by count and name and never by their text", async () => {
  const said = await unshownText(db, ["board", "outside"]);
  expect(said).toBe(
    '2 notes in no site, for the audience they name (found "bord"; expected some of board, outside). Correct the column audience in notes.'
  );
});

test("without audiences only what names none is shown, and what names one is told", async () => {
  const said = await unshownText(db, [""]);
  expect(said).toContain('2 notes in no site, for the audience they name (found "board", "bord", "outside"; but the settings');
  expect(said).toContain('1 event in no site, for the audience it names (found "board"');
});

test("nothing is said where each is shown somewhere", async () => {
  await db.run("delete from facts.notes where audience is null");
  expect(await unshownText(db, ["board", "bord"])).toBe("");
});
