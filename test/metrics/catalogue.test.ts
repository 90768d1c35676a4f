import {mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import path from "node:path";
import {describe, expect, it, onTestFinished} from "vitest";
import {readModels} from "../../loaders/engines/models.ts";
import {HandshakeError} from "../../loaders/errors.ts";
import {readCatalogue, type MetricDefinition} from "../../loaders/metrics/catalogue.ts";
import type {File} from "../../src/contract/index.ts";
import {publishRecords} from "../release/project.ts";

const folder = path.join(import.meta.dirname, "..", "..", "loaders", "metrics");

const sqlOf = (name: string) => readModels(folder, "metrics").find((m) => m.name === name)!.sql;

function folderWith(sql: string): string {
  const made = mkdtempSync(path.join(tmpdir(), "metrics-"));
  onTestFinished(() => rmSync(made, {recursive: true}));
  writeFileSync(path.join(made, "odd.sql"), sql);
  return made;
}

const complete =
  "-- question: q\n-- definition: d\n-- unit: u\n-- direction: neither\n-- source: s\n-- settings: none\n-- grain: g\n-- key: as_of\nselect 1 as one\n";

const tests = readdirSync(import.meta.dirname, {recursive: true, encoding: "utf8"}).filter((f) => f.endsWith(".test.ts"));
const testTexts = tests.map((f) => readFileSync(path.join(import.meta.dirname, f), "utf8")).join("\n");

/** The settings that an SQL text reads: variables, and the windows whose ends it takes from metrics.calendar. */
function settingsRead(sql: string): string[] {
  const code = sql.replace(/--.*$/gm, "");
  const named = [...code.matchAll(/getvariable\('([a-z0-9_]+)'\)/g)].map((m) => m[1]!);
  const ends = code.includes("metrics.calendar") ? [...code.matchAll(/\b(known|evidence|window|known_window)_until\b/g)] : [];
  const windows = ends.map((m) => (m[1]!.endsWith("window") ? "window_days" : "evidence_days"));
  return [...new Set([...named, ...windows])].sort();
}

/** Metrics that no test names, neither them nor a metric that they are a step of; and those that the method page does not show. */
function gaps(catalogue: readonly MetricDefinition[], texts: string, shown: readonly string[]): string[] {
  const named = (name: string) => new RegExp(`["'\`.]${name}["'\` ,]`).test(texts);
  const tested = (name: string): boolean =>
    named(name) || catalogue.some((m) => m.needs.includes(name) && (named(m.name) || tested(m.name)));
  return [
    ...catalogue.filter((m) => !tested(m.name)).map((m) => `no test names ${m.name}`),
    ...catalogue.filter((m) => !shown.includes(m.name)).map((m) => `no page mentions ${m.name}`)
  ];
}

describe("every metric", () => {
  it("has a test and a mention on the method page", async () => {
    const folder = mkdtempSync(path.join(tmpdir(), "method-"));
    onTestFinished(() => rmSync(folder, {recursive: true}));
    await publishRecords({}, folder);
    const method = JSON.parse(readFileSync(path.join(folder, "method.json"), "utf8")) as File<"method">;
    expect(
      gaps(
        readCatalogue(),
        testTexts,
        method.metrics.map((m) => m.name)
      )
    ).toEqual([]);
  });

  it("without either is found", () => {
    const [first, ...others] = readCatalogue(folderWith(complete));
    const planted = {...first!, name: ["planted", "metric"].join("_")};
    expect(gaps([...others, planted], testTexts, [])).toEqual([
      `no test names ${planted.name}`,
      `no page mentions ${planted.name}`
    ]);
  });
});

describe("the catalogue of metrics", () => {
  it("has a definition of every metric, by name", () => {
    const catalogue = readCatalogue();
    expect(catalogue.map((m) => m.name)).toEqual(
      readModels(folder, "metrics")
        .map((m) => m.name)
        .sort()
    );
    const trust = catalogue.find((m) => m.name === "trust")!;
    expect(trust.question).toBe("How far can we rely on a partner?");
    expect(catalogue.find((m) => m.name === "trust_grades")!.settings).toContain("trusted_min");
  });

  it.each(readCatalogue())(
    "$name names exactly the settings that its SQL reads, itself or as the end of a window in the calendar",
    ({name, settings}) => {
      expect([...settings].sort()).toEqual(settingsRead(sqlOf(name)));
    }
  );

  it("finds a window that is read from the calendar", () => {
    const ends = "select 1 from metrics.calendar where as_of between seen_from and";
    expect(settingsRead(`${ends} evidence_until`)).toEqual(["evidence_days"]);
    expect(settingsRead(`${ends} known_window_until and x > getvariable('alarm_max_q')`)).toEqual(["alarm_max_q", "window_days"]);
    expect(settingsRead("-- a comment on getvariable('alarm_max_q')\nselect 1 from metrics.calendar")).toEqual([]);
  });

  it.each(readModels(folder, "metrics"))("$name ends with select * from its last step, in an order", ({sql}) => {
    expect(sql.trimEnd().split("\n").at(-1)).toMatch(/^select \* from [a-z_]+( order by .+)?$/);
  });

  it.each(readModels(folder, "metrics"))("$name has at most about 80 lines of SQL below its header", ({sql}) => {
    const lines = sql.split("\n").filter((line) => !line.startsWith("--"));
    expect(lines.length).toBeLessThanOrEqual(90);
  });

  it("reads a folder, none meaning no settings", () => {
    const made = folderWith(complete);
    expect(readCatalogue(made)).toEqual([
      {
        name: "odd",
        besides: [],
        checks: [],
        columns: [],
        file: path.join(made, "odd.sql"),
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
        question: "q",
        definition: "d",
        unit: "u",
        direction: "neither",
        source: "s",
        settings: [],
        grain: "g",
        key: ["as_of"],
        needs: [],
        records: [],
        formula: [],
        shown: null
      }
    ]);
  });

  it("a semicolon within a text ends no entry of formula or records", () => {
    const entries = "-- formula: one = note = 'a; b'; two = 1\n-- records: deals where note = 'it''s; so'; tickets\n-- key";
    const [metric] = readCatalogue(folderWith(complete.replace("-- key", entries)));
    expect(metric!.formula).toEqual([
      {column: "one", expression: "note = 'a; b'"},
      {column: "two", expression: "1"}
    ]);
    expect(metric!.records.map(({table, where}) => [table, where])).toEqual([
      ["deals", "note = 'it''s; so'"],
      ["tickets", null]
    ]);
  });

  it.each([
    ["unit", complete.replace("-- unit: u\n", "")],
    ["key", complete.replace("-- key: as_of\n", "")],
    ["records", complete.replace("-- key", "-- records: deals closed yesterday\n-- key")],
    ['no table "dealz". Did you mean deals', complete.replace("-- key", "-- records: dealz closed_on\n-- key")],
    ["no setting", complete.replace("-- key", "-- records: deals closed_on in windw_days\n-- key")],
    ["formula", complete.replace("-- key", "-- formula: score is 1\n-- key")],
    ["settings", complete.replace("none", "no_such_setting")],
    ["window_dais", complete.replace("1 as one", "getvariable('window_dais') as one")],
    ["half_life_days", complete.replace("none", "window_days").replace("1 as one", "getvariable('half_life_days') as one")],
    ["colour", complete.replace("-- unit", "-- colour: red\n-- unit")]
  ])("refuses a file whose %s is not right, naming file and entry", (entry, sql) => {
    const made = folderWith(sql);
    expect(() => readCatalogue(made)).toThrow(HandshakeError);
    expect(() => readCatalogue(made)).toThrow("odd.sql");
    expect(() => readCatalogue(made)).toThrow(entry);
  });

  it.each([
    ["unit is missing", complete.replace("-- unit: u\n", "")],
    ["unit is empty", complete.replace("-- unit: u", "-- unit: ")],
    ['"unti" is no entry of a header. Did you mean unit?', complete.replace("-- unit:", "-- unti:")],
    ['settings: there is no "half_life_dayz". Did you mean half_life_days?', complete.replace("none", "half_life_dayz")],
    ['settings: there is no "qqq"', complete.replace("none", "window_days, qqq")]
  ])("says of an entry that it is missing or unknown, with what was meant: %s", (said, sql) => {
    let told = "";
    try {
      readCatalogue(folderWith(sql));
    } catch (error) {
      told = (error as Error).message;
    }
    expect(told.split("\n")).toContain(`  ${said}`);
    expect(told).toContain("for each of question, definition, unit, direction, source, settings, grain, key;");
    expect(told.length).toBeLessThan(500);
  });

  it.each([
    [
      "after an empty line",
      "\n-- checks: key unique\n",
      'line 10: "-- checks: key unique" is no entry, as line 9 ended the header'
    ],
    [
      "after a remark",
      "--ours\n-- checks: key unique\n",
      'line 10: "-- checks: key unique" is no entry, as line 9 ended the header'
    ],
    [
      "with capitals",
      "-- Checks: key unique\n",
      'line 9: "-- Checks: key unique" is no entry, as an entry is written "-- checks: text"'
    ],
    [
      "without a blank",
      "--checks:key unique\n",
      'line 9: "--checks:key unique" is no entry, as an entry is written "-- checks: text"'
    ],
    ["given twice", "-- checks: key unique\n-- checks: one not null\n", "line 10: checks is there a second time; keep one"]
  ])("refuses an entry that the header doesn't have %s: what it asks for would never be done", (_, lines, said) => {
    const made = folderWith(complete.replace("select", `${lines}select`));
    expect(() => readCatalogue(made)).toThrow(`odd.sql can't be used:\n  ${said}\n`);
  });

  it("takes remarks after the header, and entries' names in SQL, for what they are", () => {
    const made = folderWith(complete.replace("select 1 as one", "-- Ours, by Ann: see source\n\nselect 1 as one\n-- unit: days"));
    expect(readCatalogue(made)).toHaveLength(1);
  });

  it("takes a remark that begins like an entry which the header has for a remark, unless it is written as an entry", () => {
    const below = (line: string) => () => readCatalogue(folderWith(complete.replace("select", `\n${line}\nselect`)));
    expect(below("-- Source: Ann has the list")()).toHaveLength(1);
    expect(below("-- source: Ann has the list")).toThrow('"-- source: Ann has the list" is no entry, as line 9 ended the header');
  });

  it("refuses a second statement, naming file and line; a semicolon ends nothing in a text or a comment", () => {
    const first = complete.trimEnd();
    expect(() => readCatalogue(folderWith(`${first};\n-- two\nselect 2 as two;\n`))).toThrow(
      /odd\.sql line 11: a second statement begins here, and a metric is one select\. Take it out/
    );
    const one = `select ';' as a, 'it''s; b' as b, ";" as c, $$;$$ as d -- ; e\n/* ; */ `;
    const rows = (sql: string) => readCatalogue(folderWith(complete.replace("select 1 as one", () => sql))).length;
    expect([rows(`${one};;\n-- the end;\n/* of it */`), rows(`${one}, e'\\';' as f`)]).toEqual([1, 1]);
    expect(() => rows(`${one}; select 2`)).toThrow(/line 10: a second statement/);
  });
});
