import {expect, test} from "vitest";
import {readShown} from "../../loaders/metrics/shownLanguage.ts";

const columns = ["won", "value"];
const key = ["as_of", "partner_id"];

test("a metric is shown in the places that its header names, with all its columns or some", () => {
  expect(readShown("card", columns, key)).toEqual({card: columns, column: [], page: null});
  expect(readShown("card value; column won; page", columns, key)).toEqual({
    card: ["value"],
    column: ["won"],
    page: {audiences: []}
  });
  expect(readShown("page for leadership, board", columns, ["month"])).toEqual({
    card: [],
    column: [],
    page: {audiences: ["leadership", "board"]}
  });
});

test.each([
  ["chart", columns, key, /"chart" says no place; write "card"/],
  ["card worth", columns, key, /worth is no column that "columns:" publishes \(won, value\)/],
  ["card", columns, ["as_of", "customer_id"], /one row per partner: key "as_of, partner_id", found "as_of, customer_id"/],
  ["page", [], key, /nothing is shown without "columns:"/]
])("“%s” that can't be is refused with what was wanted", (text, names, keys, fault) =>
  expect(readShown(text, names, keys)).toEqual({fault: expect.stringMatching(fault) as string})
);
