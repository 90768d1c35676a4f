import {expect, test} from "vitest";
import {csv, deliver} from "../mappings/support.ts";

const headers = "deal_id,partner_id,customer_id,opened_on,closed_on,status,amount";
const record = "D1,,K1,2026-01-05,,open,100";
const engine = new URL("../../loaders/mappings/engine/mapping.ts", import.meta.url).pathname;
const people = `import {defineMapping} from ${JSON.stringify(engine)};
export const mapping = defineMapping({about: "x", signature: ["Crew No", "Crew Name"], table: "people",
  snapshot: true, when: {column: "Kind", is: "Staff"},
  columns: {person_id: {from: "Crew No"}, name: {from: "Crew Name"}, side: {constant: "us"}}});\n`;
const told = (run: Awaited<ReturnType<typeof deliver>>, path: string) =>
  run.files.filter((f) => f.path === path).map((f) => [f.outcome, f.reason, f.message]);

test("a file of headers alone is refused, and the others go on", async () => {
  const run = await deliver({"deals_2026-05-31.csv": csv(headers, record), "deals_2026-06-30.csv": csv(headers)});
  expect(told(run, "deals_2026-05-31.csv")).toEqual([["accept", null, ""]]);
  expect(told(run, "deals_2026-06-30.csv")).toEqual([
    [
      "refuse",
      "empty",
      'deals_2026-06-30.csv: it has headers and no record. Export it again; where there is truly none, leave the file out, or declare "rows": 0 in manifest.json.'
    ]
  ]);
});

test("a file whose manifest declares no rows is accepted without any", async () => {
  const run = await deliver({
    "deals_2026-06-30.csv": csv(headers),
    "manifest.json": JSON.stringify({files: [{name: "deals_2026-06-30.csv", rows: 0}]})
  });
  expect(told(run, "deals_2026-06-30.csv")).toEqual([["accept", null, ""]]);
  expect(run.files.flatMap((f) => f.warnings)).toEqual([
    {reason: "no_records", detail: "headers and no record, as its manifest declares"}
  ]);
});

test("a file of which the mapping leaves out every record is refused, and takes nobody away", async () => {
  const run = await deliver(
    {
      "crew_2026-05-31.csv": csv("Crew No,Crew Name,Kind", "7,Ann,Staff", "8,Bo,Staff"),
      "crew_2026-06-30.csv": csv("Crew No,Crew Name,Kind", "7,Ann,Employee", "8,Bo,Employee")
    },
    {"crew.ts": people}
  );
  const [[outcome, reason, message]] = told(run, "crew_2026-06-30.csv") as [string[]];
  expect([outcome, reason]).toEqual(["refuse", "empty"]);
  expect(message).toMatch(
    /^crew_2026-06-30.csv: none of it is taken \(2 records that the mapping does not take for people\). Correct "when" in .*crew\.ts/
  );
  expect(await run.db.rows("select person_id from facts.people order by 1")).toHaveLength(2);
});
