import {readFile, writeFile} from "node:fs/promises";
import path from "node:path";
import {writeXlsx, type Cell, type WriteSheet} from "hucre/xlsx";
import {afterEach, beforeEach, describe, expect, test} from "vitest";
import type {Refusal} from "../../loaders/read/refusal.ts";
import {headersOfSource, transcribe} from "../../loaders/read/transcribe/transcribe.ts";
import {checkZipSize} from "../../loaders/read/transcribe/zipSize.ts";
import {notesText} from "../../loaders/stage/quarantineNotes.ts";
import {ingest, removeFolder, root, temporaryFolder, writeFiles} from "../support/pipeline.ts";

let folder: string;
beforeEach(async () => void (folder = await temporaryFolder()));
afterEach(() => removeFolder(folder));

const day = (text: string) => new Date(`${text}Z`);

async function read(sheets: WriteSheet[], options: {sheet?: string; dateSystem?: "1904"; wanted?: string[]} = {}) {
  const workbook = await writeXlsx({sheets, ...(options.dateSystem ? {dateSystem: options.dateSystem} : {})});
  await writeFiles(folder, {"stored/file": workbook});
  const source = {
    stored: `${folder}/stored/file`,
    format: "xlsx",
    gz: false,
    ...(options.sheet ? {sheet: options.sheet} : {})
  } as const;
  const headers = await headersOfSource(source, `${folder}/work`);
  const {csv, rewritten} = await transcribe(source, `${folder}/work`, options.wanted ?? headers);
  const lines = (await readFile(csv, "utf8")).split("\n").slice(0, -1);
  const {bad, voided, locate, records} = rewritten!;
  return {lines: lines.filter((_, i) => !voided.includes(i)), bad: bad.map((b) => [b.line, b.reason]), locate, records};
}

const refusalOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "taken",
    (error: unknown) => (error as Refusal).reason
  );

test("cells are read by their type: numbers as their shortest text, days and times as ISO, booleans as words", async () => {
  const rows = [
    ["id", "amount", "share", "on", "at", "yes", "text"],
    ["00042", 1200.1, 0.125, day("2026-03-31T00:00:00"), day("2026-03-31T13:45:30"), true, "1e5"]
  ];
  const {lines} = await read([{name: "Deals", rows}]);
  expect(lines).toEqual(["id,amount,share,on,at,yes,text", "00042,1200.1,0.125,2026-03-31,2026-03-31T13:45:30,true,1e5"]);
});

test("a text or a day that is merged over rows is in each of them, a number in the first, and what is merged with the headers or over columns in its own cell", async () => {
  const rows = [
    ["id", "on", "amount", "paid", "note"],
    ["P-1", day("2026-03-31T00:00:00"), 100, "5 €", "a"],
    [null, null, null, null, "b"],
    [null, null, null, null, null],
    ["P-2", day("2026-04-01T00:00:00"), 200, "6 €", null]
  ];
  const over = (startCol: number) => ({startRow: 1, startCol, endRow: 2, endCol: startCol});
  const merges = [
    over(0),
    over(1),
    over(2),
    over(3),
    {startRow: 0, startCol: 4, endRow: 1, endCol: 4},
    {startRow: 4, startCol: 0, endRow: 4, endCol: 1}
  ];
  expect((await read([{name: "Deals", rows, merges}])).lines).toEqual([
    "id,on,amount,paid,note",
    "P-1,2026-03-31,100,5 €,a",
    "P-1,2026-03-31,,,b",
    "P-2,2026-04-01,200,6 €,"
  ]);
});

test("a day is the same day in the date systems of 1900 and 1904", async () => {
  const sheets = [{name: "S", rows: [["on"], [day("2026-02-28T00:00:00")]]}];
  expect((await read(sheets)).lines).toEqual(["on", "2026-02-28"]);
  expect((await read(sheets, {dateSystem: "1904"})).lines).toEqual(["on", "2026-02-28"]);
});

test("a span of time is its hours and minutes, as the workbook shows them, and a day under such a format is a day", async () => {
  const cells = new Map(
    [
      [1.5 / 24, "[h]:mm"],
      [1.25, "[h]:mm:ss"],
      [0.25 / 24, "h:mm"],
      [46_054.5, "h:mm"],
      [5, "dd.mm.yyyy"]
    ].map(([value, numFmt], i) => [`${i + 1},0`, {value, type: "number", style: {numFmt}} as Partial<Cell>])
  );
  const {lines} = await read([{name: "Tickets", rows: [["Spent"], ...Array.from({length: 5}, () => [1])], cells}]);
  expect(lines).toEqual(["Spent", "1:30", "30:00", "0:15", "2026-02-01T12:00:00", "1900-01-05"]);
});

test("a cover sheet is none of records, and a title above them makes no cover", async () => {
  const cover = {name: "Cover", rows: [["Pipeline"], ["as of September"]]};
  const titled = {name: "Deals", rows: [["Pipeline"], ["id", "amount"], ["1", "5"]]};
  expect(
    (
      await read([
        cover,
        {
          name: "Data",
          rows: [
            ["id", "amount"],
            ["1", "5"]
          ]
        }
      ])
    ).lines
  ).toEqual(["id,amount", "1,5"]);
  expect((await read([titled, {name: "Other", rows: [["key", "value"]]}])).lines[0]).toBe("Pipeline");
  // where no sheet has more than one column, the first is read
  expect(
    (
      await read([
        {name: "One", rows: [["id"], ["1"]]},
        {name: "Two", rows: [["key"]]}
      ])
    ).lines
  ).toEqual(["id", "1"]);
});

test("the first sheet and those with its headers are read, or the one that is named; one that is not there refuses the file", async () => {
  const sheets = [
    {name: "One", rows: [["id"], ["1"]], hidden: true},
    {name: "Two", rows: [["ID"], ["2"]]},
    {name: "Other", rows: [["key"], ["3"]]}
  ];
  expect((await read(sheets)).lines).toEqual(["id", "1", "2"]);
  expect((await read(sheets, {sheet: "Two"})).lines).toEqual(["ID", "2"]);
  expect(await refusalOf(read(sheets, {sheet: "Three"}))).toBe("header");
});

test("a formula is read by the value that was saved with it; one without a value, and an error, make the record bad", async () => {
  const cells = new Map([
    ["1,1", {value: 5, formula: "2+3", formulaResult: 5}],
    ["2,1", {value: null, formula: "2+3"}],
    ["3,1", {value: "#DIV/0!", type: "error" as const}]
  ]);
  const sheet = {name: "S", rows: [["id", "Amount"], ["1"], ["2"], ["3"], ["4", 7]], cells};
  const {lines, bad, records} = await read([sheet]);
  expect(lines).toEqual(["id,Amount", "1,5", "4,7"]);
  expect([bad, records]).toEqual([
    [
      [3, "amount"],
      [4, "amount"]
    ],
    4
  ]);
  expect((await read([sheet], {wanted: ["id"]})).bad).toEqual([]);
});

test("what is said of such a record names the cell's header and what to do", async () => {
  const header = ["deal_id", "customer_id", "opened_on", "closed_on", "status", "amount"];
  const deal = (id: string | number) => [id, "C1", day("2026-01-02T00:00:00"), day("2026-01-05T00:00:00"), "won", 10.5];
  const cells = new Map([["2,5", {value: null, formula: "F2+1"}]]);
  const rows = [header, deal("D1"), deal("D2"), deal(1e20)];
  rows[2]![5] = null!;
  await writeFiles(`${folder}/drops`, {"deals_2026-01-31.xlsx": await writeXlsx({sheets: [{name: "S", rows, cells}]})});
  const run = await ingest(`${folder}/drops`, `${folder}/build`);
  run.db.close();
  const said = notesText(run.file("deals_2026-01-31.xlsx").notes);
  expect(said).toContain(
    'The cell under "amount" holds an error, a formula without its value, or a number too long to be exact.'
  );
  expect(said).toContain('The cell under "deal_id" holds');
  expect(said).toContain("Correct it in the workbook");
});

test("empty rows are no records, and a cell beyond the headers is a column_count", async () => {
  const {lines, bad, locate} = await read([
    {name: "S", rows: [[], ["id", "x"], [], ["1"], [null, null], ["2", "y", "z"], ["3"]]}
  ]);
  expect([lines, bad]).toEqual([["id,x", "1,", "3,"], [[6, "column_count"]]]);
  expect(await locate([2])).toEqual(new Map([[2, {line: 7, raw: "3"}]]));
});

test("a number too long to be kept exactly makes the record bad", async () => {
  expect((await read([{name: "S", rows: [["id"], [1e20], [1]]}])).bad).toEqual([[2, "id"]]);
});

test("a sheet without a cell is empty", async () => {
  expect(await refusalOf(read([{name: "S", rows: []}]))).toBe("empty");
});

test("a zip file that is no workbook, or a cut one, is refused as unsupported", async () => {
  const workbook = await writeXlsx({sheets: [{name: "S", rows: [["id"], ["1"]]}]});
  await writeFiles(folder, {
    "cut/file": workbook.subarray(0, workbook.length - 40),
    "other/file": "PK\u0003\u0004 and nothing else"
  });
  for (const name of ["cut", "other"])
    expect(await refusalOf(headersOfSource({stored: `${folder}/${name}/file`, format: "xlsx", gz: false}, folder))).toBe(
      "unsupported"
    );
});

test("a workbook that says that it inflates beyond measure is refused before it is opened", async () => {
  const rows = Array.from({length: 2000}, () => ["x".repeat(100), 1]);
  await writeFile(`${folder}/big`, await writeXlsx({sheets: [{name: "S", rows}]}));
  checkZipSize(`${folder}/big`);
  const refused = refusalOf(Promise.resolve().then(() => checkZipSize(`${folder}/big`, {bytes: 1e9, ratio: 2, ratioFrom: 1000})));
  expect(await refused).toBe("too_large");
});

test("a workbook in a drop becomes records like any other file", async () => {
  const rows = [
    ["deal_id", "customer_id", "opened_on", "closed_on", "status", "amount"],
    ["D1", "C1", day("2026-01-02T00:00:00"), day("2026-01-05T00:00:00"), "won", 10.5],
    ["D2", "C1", day("2026-01-03T00:00:00"), null, "open", 10.005]
  ];
  await writeFiles(`${folder}/drops`, {"deals_2026-01-31.xlsx": await writeXlsx({sheets: [{name: "S", rows}]})});
  const run = await ingest(`${folder}/drops`, `${folder}/build`);
  expect(run.file("deals_2026-01-31.xlsx")).toMatchObject({outcome: "accept", accepted: 1, quarantined: 1, reason: "amount"});
  expect(run.quarantine).toMatchObject([{line: 3, reason: "amount", raw: "D2,C1,2026-01-03,,open,10.005"}]);
  run.db.close();
});

describe("a mapping that names a sheet", () => {
  const mapping = `import {defineMapping} from ${JSON.stringify(path.join(root, "loaders/mappings/engine/mapping.ts"))};
    export const mapping = defineMapping({about: "a book", signature: ["No", "Title"], sheet: "List", table: "people",
      columns: {person_id: {from: "No"}, name: {from: "Title"}, side: {constant: "us"}}});`;
  const list = {
    name: "List",
    rows: [
      ["No", "Title"],
      ["1", "Ada"],
      ["2", null]
    ]
  };
  const taken = async (name: string, sheets: WriteSheet[]) => {
    await writeFiles(`${folder}/${name}`, {"drops/book_2026-01-31.xlsx": await writeXlsx({sheets}), "mappings/book.ts": mapping});
    const run = await ingest(`${folder}/${name}/drops`, `${folder}/${name}/build`, {mappings: [`${folder}/${name}/mappings`]});
    run.db.close();
    return run;
  };

  test.each([
    ["after an empty cover", [{name: "Cover", rows: []}, list]],
    ["after another table", [{name: "Notes", rows: [["By"], ["Bob"]]}, list]],
    ["where it is the first", [list, {name: "Notes", rows: [["By"], ["Bob"]]}]]
  ] as [string, WriteSheet[]][])("reads that sheet %s, and its quarantine names its lines", async (name, sheets) => {
    const run = await taken(name.replaceAll(" ", "_"), sheets);
    expect(run.files).toMatchObject([{outcome: "accept", mapping: "book", accepted: 1, quarantined: 1, reason: "name"}]);
    expect(run.quarantine).toMatchObject([{line: 3, reason: "name", raw: "2"}]);
  });

  test("does not fit a workbook whose first sheet has these headers under another name", async () => {
    const run = await taken("other", [{...list, name: "Other"}]);
    expect(run.files).toMatchObject([{outcome: "refuse", reason: "unknown_table"}]);
  });
});
