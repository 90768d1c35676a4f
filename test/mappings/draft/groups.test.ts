import {writeXlsx} from "hucre/xlsx";
import {expect, test} from "vitest";
import {hashedName} from "../support.ts";
import {mapped} from "./attacked.ts";

/* A partner that stands once for several records. */

const header = "Partner,Deal ID,Customer,Created Date,Close Date,Status,Amount";
const deal = (partner: string, i: number) => `${partner},D-${i},C1,2026-01-0${i},2026-02-0${i},won,5`;

test("a partner that only the lines above the records name is told: no record has one", async () => {
  const lines = [header, "North Star,,,,,,", deal("", 1), deal("", 2), "South,,,,,,", deal("", 3)];
  const {draft, rows} = await mapped("report.csv", lines, {columns: ["deal_id", "partner_id"]});
  expect(rows.map((r) => r[1])).toEqual([null, null, null]);
  expect(draft.text).toContain(
    '"Partner" is filled in lines without a record, as a grouped report has it: no record has a partner.'
  );
});

test("a partner in merged cells is told: the records below the first have none", async () => {
  const lines = [header, deal("North Star", 1), deal("", 2), deal("", 3), deal("South", 4), deal("", 5)];
  const {draft} = await mapped("sheet.csv", lines);
  expect(draft.text).toContain(
    '"Partner" is filled once for each partner, in the first line of its records, as merged cells are'
  );
});

test("the group of those without a partner may come first, under a dash or under nothing, and the others in order", async () => {
  const groups = (first: string) => [
    deal(first, 1),
    deal("", 2),
    ...["Alpha", "Birch", "Cedar", "Delta"].flatMap((p, i) => [deal(p, 3 + 2 * i), deal("", 4 + 2 * i)])
  ];
  for (const first of ["-", ""]) {
    const {draft} = await mapped("sheet.csv", [header, ...groups(first)]);
    expect(draft.text).toContain('"Partner" is filled once for each partner, in the first line of its records');
  }
});

test("a dash in place of a partner says that there is none, and is no merged cell", async () => {
  const {draft} = await mapped("list.csv", [header, deal("North Star", 1), deal("South", 2), deal("-", 3)]);
  expect(draft.text).not.toContain("is filled once");
});

test("marks for the same as above are no partner, and each run tells that they are read as one", async () => {
  const lines = [header, deal("North Star", 1), deal('""""', 2), deal("dito", 3), deal("South", 4)];
  const {draft, said} = await mapped("sheet.csv", lines);
  const told =
    'says " (1 record), dito (1 record), which seems to mean the name in the line above, and partner_id takes it for a name. Write the name in each line';
  expect(draft.doubts.join("\n")).toContain(`"Partner" ${told}`);
  expect(said).toContain(`repeat_marks: Partner ${told}`);
});

test("deals without a partner among others are no group", async () => {
  const lines = [header, deal("North Star", 1), deal("", 2), deal("North Star", 3), deal("South", 4)];
  const {draft} = await mapped("list.csv", lines);
  expect(draft.text).not.toContain("is filled");
});

test("a partner in cells of a workbook that are merged over several rows is the partner of each, which each run tells", async () => {
  const rows = [
    header.split(","),
    ...["Harbor", null, null, "Elm", "Elm"].map((p, i) => [
      p,
      `D-${i + 1}`,
      "C1",
      `2026-01-0${i + 1}`,
      "2026-02-01",
      "won",
      1000 * (i + 1)
    ])
  ];
  const merges = [{startRow: 1, startCol: 0, endRow: 3, endCol: 0}];
  const book = Buffer.from(await writeXlsx({sheets: [{name: "Deals", rows, merges}]}));
  const {draft, rows: read, said} = await mapped("book_2026-09-30.xlsx", book, {columns: ["deal_id", "partner_id", "amount"]});
  const [harbor, elm] = [hashedName("Harbor"), hashedName("Elm")];
  expect(read).toEqual([
    ["D-1", harbor, "1000.00"],
    ["D-2", harbor, "2000.00"],
    ["D-3", harbor, "3000.00"],
    ["D-4", elm, "4000.00"],
    ["D-5", elm, "5000.00"]
  ]);
  const told = 'cells of "Partner" are merged over several rows: what they say is taken for each of these rows';
  expect([draft.doubts.join("\n"), said].map((text) => text.includes(told))).toEqual([true, true]);
});
