import {expect, test} from "vitest";
import {notesText} from "../../../loaders/stage/quarantineNotes.ts";
import {deliver} from "../support.ts";
import {deals, mapped} from "./attacked.ts";

/* Lines that end in a delimiter too many, and columns that have no name. */

const lines = deals("5", "7");

test.each([",", ";"])('lines that end in a "%s" too many are read', async (delimiter) => {
  const [header, ...records] = lines.map((l) => l.replaceAll(",", delimiter));
  const {draft, rows, said} = await mapped("a_2026-09-30.csv", [header!, ...records.map((r) => `${r}${delimiter}`)]);
  expect(draft.doubts).toEqual(["2 lines end in a delimiter too many: read with emptyTail, as no value is in the cell after it"]);
  expect(rows).toEqual([
    ["D-1", "5.00"],
    ["D-2", "7.00"]
  ]);
  expect(said).not.toContain("column_count");
});

test("a delimiter too many in the header line too is a column without a name, told by its number", async () => {
  const {draft, rows, said} = await mapped(
    "a_2026-09-30.csv",
    lines.map((l) => `${l},`)
  );
  expect(draft.doubts).toEqual([]);
  expect(rows).toHaveLength(2);
  expect(said).toContain("unknown_column: column 8, which has no name");
});

test("a column that has values and no name is named by its number", async () => {
  const {draft} = await mapped(
    "a_2026-09-30.csv",
    lines.map((l, i) => `${l},${i ? "x" : ""}`)
  );
  expect(draft.doubts.join()).toContain("column 8 has values and no name, and can't be read: write it into the header line");
});

test("where a cell too many is filled, no line of another number of cells is read", async () => {
  const {draft} = await mapped("a_2026-09-30.csv", [lines[0]!, `${lines[1]},x`, `${lines[2]},`, deals("1", "2", "3")[3]!]);
  expect(draft.doubts.join()).toContain("2 records of 3 would be rejected (column_count)");
});

test("a delimiter too many is told with the key that reads it", async () => {
  const names = ["deal_id", "partner_id", "customer_id", "opened_on", "closed_on", "status", "amount"];
  const good = "D2,P1,C1,2026-01-02,2026-02-02,won,5";
  const run = await deliver({"deals_2026-03-31.csv": `${names.join()}\n${good.replace("D2", "D1")},\n${`${good}\n`.repeat(9)}`});
  const [note] = run.files[0]!.notes;
  expect(notesText([note!])).toContain("The line ends in a delimiter, and has not as many cells as the header.");
  expect(note!.edit).toBe(
    'Export it without a delimiter at the end of a line, or let "npx handshake map FILE" draft a mapping with emptyTail: true.'
  );
});

test("two tables side by side on one sheet are told where one ends before the other", async () => {
  const head = "Deal No,Customer,Partner,Created,Closed,Status,Amount,,Target partner,Target";
  const deal = "D1,C1,Acme,2026-01-15,2026-02-13,won,10,,";
  const told = "two tables seem to stand side by side, parted by column 8";
  const {draft} = await mapped("crm.csv", [head, `${deal}Q1,1000`, ",,,,,,,,Q2,2000"]);
  expect(draft.doubts.join("\n")).toContain(told);
  const even = await mapped("even.csv", [head, `${deal}Q1,1000`]);
  expect(even.draft.doubts.join("\n")).not.toContain(told);
  // remarks beside some of the records
  const remarks = [",", "ask,Jo", ",", "late,Jo", ","].map((said) => `D1,C1,Acme,2026-01-15,2026-02-13,won,10,,${said}`);
  const beside = await mapped("remarks.csv", [head, ...remarks]);
  expect(beside.draft.doubts.join("\n")).not.toContain(told);
});
