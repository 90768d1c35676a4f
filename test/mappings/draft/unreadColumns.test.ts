import {expect, test} from "vitest";
import {header, mapped} from "./attacked.ts";

/* Columns that a draft reads nothing from, and with which a figure would be another. */

const won = (i: number, amount: string, more: string) => `D-${i},P1,C1,2026-01-1${i},2026-02-1${i},won,${amount},${more}`;

test("a column that marks tests is pointed at with the line that leaves them out, and filters nothing by itself", async () => {
  const file = [`${header},Is Test`, won(1, "1000", "FALSE"), won(2, "400", "TRUE"), won(3, "300", "")];
  const {draft, rows} = await mapped("p_2026-09-30.csv", file);
  expect(rows.map((r) => r[0])).toEqual(["D-1", "D-2", "D-3"]);
  expect(draft.doubts).toEqual([
    '"Is Test" says yes in 1 record, and nothing reads it: tests count like all others. To leave them out, write when: {column: "Is Test", not: ["TRUE"]}'
  ]);
  const none = await mapped("p_2026-09-30.csv", [`${header},Test record`, won(1, "1000", "no"), won(2, "400", "no")]);
  expect(none.draft.doubts.join()).toContain('"Test record" says yes in no record of this file');
});

test("of several amounts the draft says which one is read, and which others there are", async () => {
  const file = [`${header},ARR,TCV,Tax Amount`, won(1, "1000", "500,3000,10"), won(2, "400", "400,800,20")];
  const {draft, rows} = await mapped("p_2026-09-30.csv", file);
  expect(rows.map((r) => r[1])).toEqual(["1000.00", "400.00"]);
  expect(draft.doubts).toEqual([
    '"Amount" is read as the amount; "ARR", "TCV" are amounts too, which are not read. Read the one that you report as revenue of a deal'
  ]);
  // the same amounts under another name are no other ones
  const same = await mapped("p_2026-09-30.csv", [`${header},ARR`, won(1, "1000", "1000"), won(2, "400", "400")]);
  expect(same.draft.doubts).toEqual([]);
});
