import {readFileSync} from "node:fs";
import path from "node:path";
import {writeXlsx} from "hucre/xlsx";
import {expect, onTestFinished, test} from "vitest";
import {mapFile, takeProposal, type Mapped} from "../../../loaders/mappings/draft/map.ts";
import {parseSettings} from "../../../loaders/settingsFile.ts";
import {expectConservation} from "../../ingest/drive.ts";
import {ingest, removeFolder, temporaryFolder, writeFiles} from "../../support/pipeline.ts";
import {deals, mapped} from "./attacked.ts";

/* A workbook of several sheets that hold several things. */

const sheets = [
  {name: "Deals", rows: deals("5", "7").map((l) => l.split(",").map((c) => c.replaceAll('"', "")))},
  {
    name: "Our partners",
    rows: [
      ["Partner ID", "Partner name", "Country"],
      ["P1", "Acme", "DE"],
      ["P2", "Bolt", "FR"]
    ]
  }
];

async function workbook(of = sheets): Promise<{folder: string; draft: (sheet?: string) => Promise<Mapped>}> {
  const folder = await temporaryFolder();
  onTestFinished(() => removeFolder(folder));
  await writeFiles(folder, {"drops/book_2026-09-30.xlsx": Buffer.from(await writeXlsx({sheets: of}))});
  const draft = (sheet?: string) =>
    mapFile({
      file: `${folder}/drops/book_2026-09-30.xlsx`,
      mappings: [],
      out: `${folder}/mappings`,
      settings: parseSettings({}, "test"),
      ask: () => ({ask: takeProposal}),
      ...(sheet === undefined ? {} : {sheet})
    });
  return {folder, draft};
}

test("a draft of a workbook names the sheets that it does not read, and how one of them is drafted", async () => {
  const {draft} = await workbook();
  expect((await draft()).doubts.join("\n")).toContain(
    'sheets: not read: "Our partners" (2 rows): other headers than those that are read. "npx handshake map FILE --sheet NAME" drafts a mapping for one of them'
  );
});

test("a pivot table in front of a workbook is told with the sheets that its records may be on", async () => {
  const pivot = {
    name: "Pivot",
    rows: [
      ["Row Labels", "Sum of Amount"],
      ["Acme", "5"]
    ]
  };
  const {folder, draft} = await workbook([pivot, ...sheets]);
  await expect(draft()).rejects.toThrow(
    'Export the records that it was made from, or name the sheet that they are on with --sheet: "Pivot", "Deals", "Our partners".'
  );
  const run = await ingest(`${folder}/drops`, `${folder}/build`, {asOf: "2026-09-30"});
  onTestFinished(() => run.db.close());
  expect(run.files[0]!.message).toContain(
    'It is a pivot table: export the records that it was made from. If its records are on another of its sheets ("Pivot", "Deals", "Our partners"), move that to the front'
  );
});

test("two sheets of a workbook are read by a mapping each", async () => {
  const {folder, draft} = await workbook();
  await draft();
  const second = await draft("Our partners");
  expect(path.basename(second.written)).toBe("book_our_partners.ts");
  expect(readFileSync(second.written, "utf8")).toContain('sheet: "Our partners"');
  const run = await ingest(`${folder}/drops`, `${folder}/build`, {library: false, mappings: [`${folder}/mappings`]});
  expectConservation(run);
  expect(run.files.map((f) => [f.table, f.outcome, f.accepted]).sort()).toEqual([
    ["deals", "accept", 2],
    ["partners", "accept", 2]
  ]);
  run.db.close();
});

test.each([
  [4, "accept", []],
  [
    2,
    "refuse",
    ["book_2026-09-30.xlsx: It holds 4 records in the sheets that are read, but its manifest declares 2. Deliver both again."]
  ]
])("a manifest declares the records of all sheets that are read: %i", async (rows, outcome, messages) => {
  const {folder, draft} = await workbook();
  await draft();
  await draft("Our partners");
  await writeFiles(folder, {"drops/manifest.json": JSON.stringify({files: [{name: "book_2026-09-30.xlsx", rows}]})});
  const run = await ingest(`${folder}/drops`, `${folder}/build`, {library: false, mappings: [`${folder}/mappings`]});
  const parts = run.files.filter((f) => f.table);
  expect(parts.map((f) => f.outcome)).toEqual([outcome, outcome]);
  expect([...new Set(parts.flatMap((f) => f.message || []))]).toEqual(messages);
  expectConservation(run);
  run.db.close();
});

test("a sheet that a workbook has not is told with those that it has", async () => {
  const {draft} = await workbook();
  await expect(draft("Plan")).rejects.toThrow('It has no sheet "Plan". Its sheets are "Deals", "Our partners".');
});

test("a hidden sheet with the same headers is told as hidden", async () => {
  const [first] = sheets;
  const archive = {
    ...first!,
    name: "Archive",
    rows: [first!.rows[0]!, ["D-9", "P1", "C1", "2026-01-01", "2026-02-01", "won", "9"]]
  };
  const book = await writeXlsx({sheets: [first!, {...archive, hidden: true}]});
  const told =
    '"Deals" (2 rows), "Archive" (1 row, hidden) have the same headers and are read one after the other; their names are not read: if they say what the records don\'t, such as the partner, add a column for it. "Archive" is hidden, and read all the same: if it isn\'t meant to count, name the sheet that is, with "sheet" in the mapping';
  const {draft, rows, said} = await mapped("book_2026-09-30.xlsx", Buffer.from(book));
  expect(rows).toHaveLength(3);
  expect([draft.doubts.join("\n"), said].map((text) => text.includes(told))).toEqual([true, true]);
});

test("rows of a workbook that are hidden are read, and told with where they are", async () => {
  const [first] = sheets;
  const hidden = (...rows: number[]) => new Map(rows.map((row) => [row, {hidden: true}]));
  const filtered = Buffer.from(await writeXlsx({sheets: [{...first!, rowDefs: hidden(1, 2)}]}));
  const {draft, rows, said} = await mapped("book_2026-09-30.xlsx", filtered);
  const told =
    '2 rows of "Deals" are hidden, by a filter or by hand, and read all the same: if they aren\'t meant to count, delete them from the workbook';
  expect(rows).toHaveLength(2);
  expect([draft.doubts.join("\n"), said].map((text) => text.includes(told))).toEqual([true, true]);
  const one = Buffer.from(await writeXlsx({sheets: [{...first!, rowDefs: hidden(0, 2)}]}));
  expect((await mapped("book_2026-09-30.xlsx", one)).said).toContain(
    '1 row of "Deals" is hidden, by a filter or by hand, and read all the same: if it isn\'t meant to count, delete it from the workbook'
  );
  expect((await mapped("book_2026-09-30.xlsx", Buffer.from(await writeXlsx({sheets})))).said).not.toContain("hidden");
});
