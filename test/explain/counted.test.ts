import {expect, test} from "vitest";
import {said, type Scope} from "../../loaders/explain/formula.ts";

const rows = [{deal_id: "D1"}, {deal_id: "D2"}].map((deals) => ({deals}));
const scope: Scope = {
  row: {as_of: "2026-10-31", wins: 4},
  settings: {},
  inputs: new Map([["deals", {rows: [], sql: "", key: ["deal_id"]}]])
};
const steps = (expression: string) =>
  said({column: "ratio", expression}, scope, {apart: new Map(), together: {rows, count: 1962}, value: 0.5}).steps;

test("a formula with its numbers has the number of the records that it counts, of which only some are listed", () => {
  expect(steps("wins / count(deals.deal_id)")).toEqual(["wins / count(deals.deal_id)", "4 / 1962", "0.5"]);
  // what may be empty in a record is not counted by their number
  expect(steps("wins / count(deals.closed_on)")[1]).toBe("4 / count(deals.closed_on)");
});

test.each([
  [null, "0"],
  [rows[0]!.deals, "1"]
])("a count of one record, or none, is told as its number: %j", (record, number) => {
  const numbers = {apart: new Map([["deals", record]]), together: {rows: [], count: 0}, value: Number(number)};
  expect(said({column: "deals", expression: "count(deals.deal_id)"}, scope, numbers).steps).toEqual([
    "count(deals.deal_id)",
    number
  ]);
});
