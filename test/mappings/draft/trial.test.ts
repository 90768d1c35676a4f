import {existsSync} from "node:fs";
import {readFile} from "node:fs/promises";
import path from "node:path";
import ts from "typescript";
import {expect, test} from "vitest";
import {mapped} from "./attacked.ts";

/* A draft that reads most records of its own file wrongly is not put in use. */

const header = "Deal ID,Partner ID,Customer ID,Created Date,Status,Close Date,Amount";
const good = (id: string) => `${id},P1,C1,2026-01-05,Won,2026-02-01,1200`;
const unclosed = (id: string) => `${id},P1,C1,2026-01-05,Won,,1200`;
const unnamed = () => good("");
const broken = (id: string) => `${good(id)},,and a note`;

interface Outcome {
  finished: boolean;
  exitCode: number;
}
const used: Outcome = {finished: true, exitCode: 0};
const kept: Outcome = {finished: false, exitCode: 65};

test.each<[string, string[], Outcome]>([
  ["one of four rejected by a rule", [good("1"), good("2"), good("3"), unclosed("4")], used],
  ["half of them rejected by a rule", [good("1"), good("2"), unclosed("3"), unclosed("4")], used],
  ["three of five rejected by a rule", [good("1"), good("2"), unclosed("3"), unclosed("4"), unclosed("5")], kept],
  ["all of them rejected by a rule", [unclosed("1"), unclosed("2")], kept],
  ["a key that is the same in records that differ", [good("1"), good("1").replace("1200", "90"), good("2")], kept],
  ["a key that is the same in equal records", [good("1"), good("1"), good("1"), good("2")], used],
  ["a needed cell empty in less than half", [good("1"), good("2"), good("3"), unnamed(), unnamed()], used],
  ["a needed cell empty in more than half", [good("1"), good("2"), unnamed(), unnamed(), unnamed()], kept],
  ["lines of another number of cells", [good("1"), broken("2"), broken("3")], used],
  ["lines that can't be read, and half of the others rejected by a rule", [good("1"), unclosed("2"), broken("3")], used],
  [
    "lines that can't be read, and most of the others rejected by a rule",
    [good("1"), unclosed("2"), unclosed("3"), ...["4", "5", "6"].map(broken)],
    kept
  ]
])("whether a draft is put in use: %s", async (_, lines, {finished, exitCode}) => {
  const {draft} = await mapped("export.csv", [header, ...lines]);
  expect({finished: draft.finished, exitCode: draft.exitCode}).toEqual({finished, exitCode});
  expect(path.basename(draft.written)).toBe(finished ? "export.ts" : "export.draft.ts");
  expect(existsSync(draft.written)).toBe(true);
});

test("why it is not in use is told with the counts and the one edit, in the file too", async () => {
  const {draft} = await mapped("export.csv", [header, good("1"), ...["2", "3"].map(unclosed), ...["4", "5"].map(broken)]);
  const said = "2 records of 5 would be rejected (state): status is won, but closed_on (Close Date) is empty.";
  expect(draft.text).toContain(`${said} Fill it at its source, or name the column`);
  expect(draft.text).toContain("2 records of 5 would be rejected (column_count): The number of cells differs");
  expect(draft.text).toContain("It is not in use: 4 records of 5 would be rejected.");
  expect(draft.text).toContain("then rename it to export.ts");
  expect(await readFile(draft.written, "utf8")).toContain(`// DOUBT: ${said}`);
});

test("one in use tells what it rejects, too", async () => {
  const {draft} = await mapped("export.csv", [header, good("1"), good("2"), unclosed("3")]);
  expect(draft.text).toContain("1 record of 3 would be rejected (state): status is won, but closed_on (Close Date) is empty.");
  expect(draft.text).toContain("It is in use from now on.");
});

test("what a rejected cell says can't end the comment that tells of it", async () => {
  const {draft} = await mapped("export.csv", [
    header,
    good("1"),
    good("2"),
    '"3\u2028process.exit(1)",P1,C1,2026-01-05,Won,2026-02-01,1'
  ]);
  const code = await readFile(draft.written, "utf8");
  expect(draft.text).toContain("1 record of 3 would be rejected (bad_id)");
  expect(code).not.toContain("\u2028");
  expect(ts.transpileModule(code, {reportDiagnostics: true, fileName: draft.written}).diagnostics).toEqual([]);
});
