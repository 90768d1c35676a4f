import {expect, test} from "vitest";
import {mapped} from "./attacked.ts";

/* A key that only counts the lines of its file. */

const lines = (header: string, ...ids: string[]) => [
  `${header},Deal,Partner,Customer,Created,Closed,Status,Amount`,
  ...ids.map((id, i) => `${id},Deal ${i},Alpha,C${i},2026-01-0${i + 1},2026-02-0${i + 1},Won,100`)
];

test.each(["#", "No", "Nr.", "N°", "Row", "Lfd. Nr."])(
  '"%s" that counts the lines is told, with what to read or build the key from',
  async (header) => {
    const {draft} = await mapped("won_2026-01-31.csv", lines(header, "1", "2", "3"), {
      answers: header === "Row" ? {deal_id: "Row"} : {}
    });
    expect(draft.doubts.filter((d) => d.includes("counts the lines"))).toEqual([
      `${JSON.stringify(header)} counts the lines of the file, from 1 to 3. In the next file the same numbers would be other records, and replace these. Read deal_id from another column, or build it: deal_id: {hashOf: ["Deal", "Customer", "Created"]}`
    ]);
  }
);

test.each([
  ["ids that don't begin at 1", "#", ["4", "5", "6"]],
  ["ids with a gap", "No", ["1", "2", "4"]],
  ["ids in another order", "#", ["3", "1", "2"]],
  ["ids that are called so", "Deal ID", ["1", "2", "3"]]
])("%s are no numbers of lines", async (_, header, ids) => {
  const {draft} = await mapped("won_2026-01-31.csv", lines(header, ...ids));
  expect(draft.doubts).toEqual([]);
});
