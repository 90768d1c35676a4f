import {readFileSync} from "node:fs";
import path from "node:path";
import {beforeAll, describe, expect, test} from "vitest";
import {explain} from "../../loaders/explain/explain.ts";
import {keyOf} from "../../loaders/explain/origins.ts";
import {entryText} from "../../loaders/metrics/recordsLanguage.ts";
import {portfolioFigures} from "../../loaders/explain/portfolio/rows.ts";
import {parseSettings} from "../../loaders/settingsFile.ts";
import {Explained} from "../../src/contract/explained.ts";
import {buildOfSample} from "../support/site.ts";

const settings = parseSettings({}, "test");
let build: string;
beforeAll(async () => {
  build = await buildOfSample();
});

const published = (id: string) =>
  Explained.parse(JSON.parse(readFileSync(path.join(build, "published", "explained", `${id}.json`), "utf8")));

describe("what the page of a partner tells of a figure", () => {
  test.each([
    ["trust", "P012"],
    ["trust", "P040"],
    ["reciprocity", "P012"],
    ["risk", "P012"],
    ["pipeline", "P040"],
    ["attention", "P012"],
    ["trust_next_grades", "P040"]
  ])("is what explain prints: %s of %s", async (metric, id) => {
    const {explained} = await explain({metric, keys: [id], asOf: null, build, settings, most: 8});
    const [one] = explained;
    const told = published(id).figures.find((f) => f.metric === metric)!;
    const own = (formulas: readonly {column: string; steps: string[]}[]) =>
      formulas.filter(({column}) => !column.includes(".")).map(({column, steps}) => [column, steps.at(-1)]);
    expect(own(told.formulas)).toEqual(own(one!.formulas));
    const records = one!.behind
      .filter(({entry, rows}) => entry.table !== "partners" && rows.length > 0)
      .map(({entry, rows, lines}) => [
        entryText(entry),
        rows.length,
        rows.slice(0, 8).map((row) => lines.get(keyOf(entry.table, row)))
      ]);
    expect(told.records.map((r) => [r.which, r.count, r.newest.map(({place}) => place)])).toEqual(records);
    expect(records.length).toBeGreaterThan(0);
  });

  test.each([
    ["revenue_comparison", ["partner", "quarter", "2026-07-01"]],
    ["pipeline_totals", ["partner"]],
    ["loss", []],
    ["concentration", ["partner"]],
    ["partner_effect", ["sourced"]],
    ["maturity", ["1"]],
    ["retention", ["all", "all"]]
  ])("is what explain prints of all partners together: %s", async (metric, keys) => {
    const {explained} = await explain({metric, keys, asOf: null, build, settings, most: 8});
    const told = published("~portfolio").figures.find((f) => f.metric === metric && keys.every((key) => f.row.includes(key)))!;
    const last = (formulas: readonly {column: string; steps: string[]}[]) =>
      formulas.filter(({column}) => !column.includes(".")).map(({column, steps}) => [column, steps.at(-1)]);
    expect(last(told.formulas)).toEqual(last(explained[0]!.formulas));
    if (portfolioFigures[metric]!.partners) expect(told.partners.first[0]!.says).toMatch(/\d/);
    const counts = explained[0]!.behind.map(({entry, rows}) => [entryText(entry), rows.length]);
    for (const {which, count} of told.records) expect(counts).toContainEqual([which, count]);
    expect(told.records.length).toBeGreaterThan(0);
  });

  test("names the partners whose revenue adds up to that of the quarter", () => {
    const {row, values, partners} = published("~portfolio").figures.find((f) => f.metric === "revenue_comparison")!;
    expect(row).toBe("kind partner, period_kind quarter, starts_on 2026-07-01");
    const net = Number(/^net (-?[\d.]+)$/.exec(values.find((v) => v.startsWith("net "))!)![1]);
    const each = partners.first.map(({says}) => Number(/^net (-?[\d.]+)/.exec(says)![1]));
    expect(partners.count).toBe(each.length);
    expect(Math.abs(each.reduce((a, b) => a + b, 0) - net)).toBeLessThan(1e-4 * net);
  });

  test("has the partner's forecast, by the numbers of the interval that it is taken from", () => {
    const forecast = published("P012").figures.find((f) => f.metric === "forecast")!;
    expect(forecast.row).toBe("horizon days, level partner, member P012");
    const told = (name: string) => Number(forecast.values.find((v) => v.startsWith(`${name} `))!.split(" ")[1]);
    expect(Number(forecast.formulas[0]!.steps.at(-1))).toBeCloseTo(told("expected"), 2);
    expect(told("lower")).toBeLessThan(told("expected"));
    expect(forecast.made_of.map(({metric}) => metric)).toContain("forecast_intervals");
  });

  test("adds a quarter up from its deals", () => {
    const quarter = published("P012").figures.find((f) => f.metric === "revenue_periods")!;
    const net = quarter.formulas.find((f) => f.column === "net")!;
    const terms = /\(\(?([\d. +]+)\)/.exec(net.steps[1]!)![1]!.split(" + ").map(Number);
    expect(terms.reduce((a, b) => a + b, 0)).toBeCloseTo(Number(net.steps.at(-1)), 6);
    expect(quarter.records[0]!.count).toBe(terms.length);
  });
});
