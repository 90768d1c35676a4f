import {csvFormatRows, csvParseRows} from "d3-dsv";
import {readdirSync} from "node:fs";
import path from "node:path";
import {expect, test} from "vitest";
import {systemsText} from "../../setup/systems.ts";
import {deliver} from "../mappings/support.ts";
import {root, type Ingested} from "../support/pipeline.ts";
import {samples, type Sample} from "./systemSamples.ts";

/* docs/systems.md against the pipeline: an export of each system is read as it is, and the edits that a company's own names need are those that the run asks for. */

const names = readdirSync(path.join(root, "loaders/mappings")).flatMap((f) => /^(.+)\.ts$/.exec(f)?.[1] ?? []);
const fileOf = (sample: Sample) => sample.name ?? "export-1.csv";

async function run(sample: Sample, rows: string[][]): Promise<Ingested> {
  return deliver({...sample.beside, [fileOf(sample)]: csvFormatRows(rows)});
}

const rowsIn = ({lines}: Sample): string[][] => csvParseRows(lines.join("\n"));

/** The same export of a company that calls its partner, or a stage or type of its last record, as it likes. */
function withOwn(sample: Sample, what: "words" | "partner"): string[][] {
  const [headers, ...records] = rowsIn(sample) as [string[], ...string[][]];
  const place = sample.words ? headers.indexOf(sample.words) : -1;
  if (sample.words) expect(place).toBeGreaterThanOrEqual(0);
  for (const p of sample.partner ?? []) expect(headers).toContain(p);
  const renamed = headers.map((h) =>
    what === "partner" && sample.partner?.includes(h)
      ? h.endsWith("ID") || h.endsWith("id") || h.endsWith("key")
        ? "Our partner id"
        : "Our partner"
      : h
  );
  const last = records.at(-1)!.map((cell, i) => (what === "words" && i === place ? "Our own word" : cell));
  return [renamed, ...records.slice(0, -1), last];
}

const ofWord = /^Add (it|a case|each)/;

/** Which edits a run asks for, by what its messages say. */
function asked(done: Ingested, file: string): string[] {
  const reports = done.files.filter((f) => f.path === file);
  const notes = reports.flatMap((f) => f.notes.map((n) => n.edit));
  const warnings = reports.flatMap((f) => f.warnings);
  const refused = reports.map((f) => f.message).join("\n");
  return [
    ...(notes.some((n) => ofWord.test(n)) ? ["word"] : []),
    ...(warnings.some((w) => w.reason === "partner_not_read") || /needs the headers? .*Partner/.test(refused) ? ["partner"] : []),
    ...(warnings.some((w) => w.reason === "left_out" && w.detail.endsWith("does not take for partners")) ? ["type"] : []),
    ...notes.filter((n) => !ofWord.test(n))
  ];
}

const edits: [RegExp, string][] = [
  [/^a word of `(status|outcome)` that it doesn’t list: add it to `(values|cases)`$/, "word"],
  [/^a partner field that is (none of|not) ".*": add its header to `partner_id`$/, "partner"],
  [/^a partner type that it doesn’t list: add it to `when` of partners$/, "type"]
];

/** Which edits the page says that an export may need; one that this file doesn't know fails the test. */
async function said(name: string): Promise<string[]> {
  const row = (await systemsText()).split("\n").find((l) => l.startsWith(`| \`${name}\`: `))!;
  const cell = row.split(" | ").at(-1)!.replace(/ \|$/, "");
  if (cell === "none") return [];
  return cell.split("; ").map((edit) => edits.find(([text]) => text.test(edit))?.[1] ?? edit);
}

test("there is an export of each system", () => {
  expect(Object.keys(samples).sort()).toEqual(names.sort());
});

test.each(Object.entries(samples))("%s: recognised by its headers, and read without an edit", async (name, sample) => {
  const done = await run(sample, rowsIn(sample));
  const reports = done.files.filter((f) => f.path === fileOf(sample));
  expect(new Set(reports.map((f) => f.mapping))).toEqual(new Set([name]));
  expect(done.quarantine).toEqual([]);
  expect(reports.every((f) => f.outcome === "accept" || f.outcome === "ignore")).toBe(true);
  expect(asked(done, fileOf(sample))).toEqual([]);
});

test.each(Object.entries(samples))("%s: the page says the edits that the run asks for, and no others", async (name, sample) => {
  const both = [await run(sample, withOwn(sample, "words")), await run(sample, withOwn(sample, "partner"))];
  expect(await said(name)).toEqual([...new Set(both.flatMap((done) => asked(done, fileOf(sample))))]);
});
