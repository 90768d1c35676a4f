import {readFileSync, readdirSync, statSync} from "node:fs";
import path from "node:path";
import {afterAll, beforeAll, expect, test} from "vitest";
import {publishedReport} from "../../loaders/publish/delivery.ts";
import type {Report} from "../../loaders/run/report/report.ts";
import {describeHeaders, headerlessHint, valuesAmong} from "../../loaders/mappings/engine/headerNames.ts";
import {handshake, type Outcome} from "../support/handshake.ts";
import {removeFolder, temporaryFolder, writeFiles} from "../support/pipeline.ts";

/*
 * Files that nothing recognises, most of them without a header line: their first line is a person's record. None of its cells may be in
 * what a terminal, a log, a report or a page shows.
 */

const cells = ["Ottoline Quackenbush", "+49 171 5550199", "DE89370400440532013000", "o.quack@zyx.example", "swordfish-9281"];
const record = cells.join(",");
const files = {
  "partners_2026-01-01.csv": "partner_id,name\nP1,One\n",
  "contacts.csv": `${record}\n${record}\n`,
  "contacts2.tsv": `${cells.join("\t")}\n`,
  "deals_2026-01-01.csv": `${record}\n`,
  "repeated.csv": `${record},${cells[0]}\n`,
  "people_2026-01-01.csv": `person_id,name,side,${cells[0]},${cells[0]!.toUpperCase()}\nH1,A,us,x,y\n`,
  "invisible.csv": `${cells[0]}\u200b,${record}\n`,
  "long.csv": `${cells[0]!.repeat(20)},${record}\n`,
  "half.csv": `partner_id,${record}\n`,
  "keys.json": `[{"${cells[0]}": 1, "${cells[4]}": 2}]`,
  "lines.ndjson": `{"${cells[0]}": "${cells[1]}"}\n`,
  "broken.json": `[{"a": "${cells[0]}"}, ${cells[4]}]`,
  "words.json": `[${cells[4]}, 5]`,
  "text.json": record,
  "text.parquet": `PAR1${record}PAR1`
};

let folder: string;
let checked: Outcome;
let report: Report;
beforeAll(async () => {
  folder = await temporaryFolder();
  const at = (name: string) => path.join(folder, name);
  await writeFiles(at("drops"), files);
  checked = await handshake(["check", at("drops"), "--build", at("build"), "--as-of", "2026-06-30"]);
  report = JSON.parse(readFileSync(at("build/report.json"), "utf8")) as Report;
}, 900_000);
afterAll(() => removeFolder(folder));

const quoted = (text: string) =>
  cells.filter((c) => text.toLowerCase().includes(c.toLowerCase()) || text.includes(c.slice(0, 10)));

test("a file that nothing recognises is refused, and the others are taken", () => {
  const outcomes = Object.fromEntries(report.files.map((f) => [f.path, f.outcome]));
  expect(outcomes["partners_2026-01-01.csv"]).toBe("accept");
  expect(Object.values(outcomes).filter((o) => o === "refuse")).toHaveLength(Object.keys(files).length - 1);
});

test("no cell of it is in the terminal, a report or the metrics for a monitor", () => {
  expect(quoted(checked.stdout + checked.stderr)).toEqual([]);
  const kept = readdirSync(path.join(folder, "build"), {recursive: true, encoding: "utf8"})
    // the store and what is staged are the files themselves
    .filter((f) => !/^(store|staged)/.test(f) && statSync(path.join(folder, "build", f)).isFile());
  expect(kept).toEqual(expect.arrayContaining(["report.json", "report.html"]));
  expect(kept.filter((f) => quoted(readFileSync(path.join(folder, "build", f), "utf8")).length)).toEqual([]);
});

test("no cell of it is on the data page", () => {
  expect(quoted(JSON.stringify(publishedReport(report)))).toEqual([]);
});

test("its message counts the columns that no table or mapping names, and tells where a record seems to stand", () => {
  const message = (name: string) => report.files.find((f) => f.path === name)!.message;
  expect(message("contacts.csv")).toContain(
    "found columns 1, 2, 3, 4 and 5, which no table or mapping names. Its first line seems to be a record, not headers: see columns 2, 3 and 4."
  );
  expect(message("half.csv")).toContain("found partner_id, and columns 2, 3, 4, 5 and 6, which no table or mapping names");
});

test("a header of an API with an annotation is no e-mail address", () => {
  expect(
    headerlessHint([
      "opportunityid",
      "statecode@OData.Community.Display.V1.FormattedValue",
      "_o_value@Microsoft.Dynamics.CRM.lookuplogicalname"
    ])
  ).toBe("");
  expect(headerlessHint(["1001", "bo@odata.example"])).toContain("see columns 1 and 2");
});

test("map writes no draft of a file without a header line, and quotes nothing of it", async () => {
  const out = path.join(folder, "mappings");
  const {exitCode, stdout, stderr} = await handshake(["map", path.join(folder, "drops/contacts.csv"), "--out", out]);
  expect([exitCode, quoted(stdout + stderr)]).toEqual([65, []]);
  expect(stderr).toContain("seems to be a record");
});

test.each([
  [["partner_id", "stage"], []],
  [
    ["2026-01-31", "31/01/2026", "31.1.26", "x"],
    [1, 2, 3]
  ],
  [
    ["1,234.50", "€300", "(5)", "12%"],
    [1, 2, 3, 4]
  ],
  [
    ["+49 171 5550199", "(212) 555-0199", "a@b.example", "GB33BUKB20201555555555"],
    [1, 2, 3, 4]
  ],
  [["Q1", "H2 2026", "Won?", "Amount (EUR)", "% of total"], []]
])("of %j the columns %j are written as values are", (headers, columns) => {
  expect(valuesAmong(headers)).toEqual(columns);
});

test("headers that are known are named, many of them shortened", () => {
  expect(describeHeaders(["Name", "x"], new Set(["name"]))).toBe("Name, and column 2, which no table or mapping names");
  expect(describeHeaders(["a", "b"], new Set(["a", "b"]))).toBe("a, b");
  expect(
    describeHeaders(
      Array.from({length: 9}, (_, i) => `x${i}`),
      new Set()
    )
  ).toBe("9 columns (1, 2, 3, …), which no table or mapping names");
});
