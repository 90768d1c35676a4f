import {afterEach, beforeEach, expect, test} from "vitest";
import {notesText} from "../../loaders/stage/quarantineNotes.ts";
import {ingest, removeFolder, temporaryFolder, writeFiles} from "../support/pipeline.ts";

/* Ids of more than 15 digits, of which a spreadsheet keeps 15. */

let folder: string;
beforeEach(async () => void (folder = await temporaryFolder()));
afterEach(() => removeFolder(folder));

async function partners(ids: string[]) {
  await writeFiles(folder, {
    "drops/partners_2026-06-30.csv": `partner_id,name\n${ids.map((id, i) => `${id},Partner ${i}`).join("\n")}\n`
  });
  const run = await ingest(`${folder}/drops`, `${folder}/build`, {
    library: false,
    asOf: "2026-06-30",
    settings: {bad_rows_min: 99}
  });
  run.db.close();
  const file = run.files[0]!;
  return {
    accepted: file.accepted,
    reasons: run.quarantine.map((q) => q.reason),
    warnings: file.warnings.filter((w) => w.reason === "maybe_rounded_ids").map((w) => w.detail),
    text: notesText(file.notes)
  };
}

test.each([
  ["one id with three zeros", ["123456789012345000"]],
  ["two ids with two zeros each", ["12345678901234500", "12345678901234600"]],
  ["three ids with one zero each", ["1234567890123450", "1234567890123460", "1234567890123470"]],
  ["one id of twenty digits", ["12345678901234500000"]]
])("%s after the 15th digit, and no other long id: quarantined, to be exported again", async (_, ids) => {
  const {accepted, reasons, warnings, text} = await partners([...ids, "P1"]);
  expect(accepted).toBe(1);
  expect(reasons).toEqual(ids.map(() => "damaged_id"));
  expect(warnings).toEqual([]);
  expect(text).toContain("a spreadsheet has damaged this id");
  expect(text).toContain("Export again without opening it in a spreadsheet");
});

test.each([
  ["one id with one zero", ["1234567890123450"], "1 of 1 id in partner_id with more than 15 digits has only zeros"],
  ["one id with two zeros", ["12345678901234500"], "1 of 1 id in partner_id with more than 15 digits has only zeros"],
  [
    "two ids of three that end in three zeros",
    ["123456789012345000", "123456789012346000", "123456789012347891"],
    "2 of 3 ids in partner_id with more than 15 digits have only zeros"
  ]
])("%s: taken, with a doubt", async (_, ids, said) => {
  const {accepted, warnings} = await partners(ids);
  expect(accepted).toBe(ids.length);
  expect(warnings).toEqual([expect.stringContaining(said)]);
});

test.each([
  ["15 digits that end in zeros", ["123456789012000", "123456789013000", "123456789014000"]],
  ["one of ten ids of 16 digits that ends in a zero", Array.from({length: 10}, (_, i) => `123456789012345${i}`)],
  ["letters before the digits", ["P123456789012345000", "P123456789012346000"]]
])("%s: nothing is said", async (_, ids) => {
  expect(await partners(ids)).toEqual({accepted: ids.length, reasons: [], warnings: [], text: ""});
});
