import {expect, test} from "vitest";
import {metasOf} from "../../loaders/disclosure/classes.ts";
import {DuckDB} from "../../loaders/engines/duckdb.ts";
import {judged} from "../../loaders/publish/portfolio.ts";

test("nobody is called not over-served where more than half would be, nor a partner whose revenue leaves out deals", () => {
  const rows = {partners: [{id: "a", served: "fair"}, {id: "b", served: "under"}, {id: "c", served: "over"}], excluded: []}; // prettier-ignore
  const served = (more: object) => judged({...rows, ...more} as unknown as Parameters<typeof judged>[0]).map((row) => row.served);
  const muted = {rule: "over_served", population: 3, met: 2};
  expect(served({muted_rules: []})).toEqual(["fair", "under", "over"]);
  expect(served({muted_rules: [muted]})).toEqual([null, "under", "over"]);
  // that nobody is listed as under-served says nothing of too much support
  expect(served({muted_rules: [{...muted, rule: "under_served"}]})).toEqual(["fair", "under", "over"]);
  expect(served({muted_rules: [], excluded: [{id: "a"}]})).toEqual([null, "under", "over"]);
});

test("a partner changed grade only where somebody could be rated at the last quarter’s end", async () => {
  const {from} = metasOf("partners").grade_before!;
  const db = await DuckDB.open(":memory:", {threads: 1});
  const rows = await db.rows<{before: string | null}>(
    `select ${from!} as before from (values ('not_rated', 'trusted'), ('unproven', 'trusted'), ('trusted', 'trusted'), ('at_risk', 'not_rated'), (null, 'trusted')) as grade_moves(grade_before, grade_now)`
  );
  db.close();
  expect(rows.map(({before}) => before)).toEqual([null, "unproven", null, "at_risk", null]);
});
