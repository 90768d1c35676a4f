import {readFileSync} from "node:fs";
import path from "node:path";
import {beforeAll, describe, expect, it} from "vitest";
import {DuckDB, literal} from "../../loaders/engines/duckdb.ts";
import {explain} from "../../loaders/explain/explain.ts";
import type {MetricRow} from "../../loaders/explain/pick.ts";
import {explainText} from "../../loaders/explain/text.ts";
import {readCatalogue} from "../../loaders/metrics/catalogue.ts";
import {parseSettings} from "../../loaders/settingsFile.ts";
import {handshake, root} from "../support/handshake.ts";
import {buildOfSample} from "../support/site.ts";

const settings = parseSettings({}, "test");
const catalogue = readCatalogue();
const first = new Map<string, MetricRow>();
let build: string;

beforeAll(async () => {
  build = await buildOfSample();
  const db = await DuckDB.open();
  await db.run(`attach ${literal(path.join(build, "handshake.duckdb"))} as built (read_only); use built`);
  for (const {name, key} of catalogue) {
    expect(
      await db.rows(`select 1 from metrics.${name} group by ${key.join(", ")} having count(*) > 1`),
      `${name}'s key`
    ).toEqual([]);
    const order = [...(key.includes("as_of") ? ["as_of desc"] : []), ...key].join(", ");
    const [row] = await db.rows<MetricRow>(`from metrics.${name} order by ${order} limit 1`);
    if (row) first.set(name, row);
  }
  db.close();
});

const explained = async (metric: string, keys: string[], asOf: string | null = null, most = 2) =>
  explain({metric, keys, asOf, build, settings, most});

/** Metrics of dates, or of our own words, alone. */
const withoutRecords = [
  "calendar",
  "fiscal_periods",
  "forecast_horizons",
  "headline_units",
  "month_ends",
  "pace_cuts",
  "quarters_before",
  "trust_dates"
];

describe("explain", () => {
  it.each([
    ["concentration_members", ["customer", "C0366"], "a customer's deal that partners share is the customer's whole"],
    ["concentration_members", ["partner", "P001"], "a partner has its part of it"],
    ["customer_contacts", ["C0008"], "a customer's net is not that of the first of all"]
  ])("%s of %s: %s", async (name, keys) => {
    const {explained: rows} = await explained(name, keys);
    expect(rows).toHaveLength(1);
    const {row, formulas} = rows[0]!;
    expect(formulas.find((f) => f.column === "net")!.value).toBeCloseTo(Number(row["net"]), 6);
  });

  // no time of the year of the invented company is a season
  it.each(catalogue.filter(({name}) => !["pace_seasons", "pace_season_tests"].includes(name)))(
    "$name: its formulas come to its figures, and its records stand in the drops",
    async ({name, key, formula}) => {
      const row = first.get(name);
      expect(row, "a row in the sample").toBeDefined();
      const keys = key.filter((c) => c !== "as_of" && row![c] !== null).map((c) => String(row![c]));
      const found = await explained(name, keys, key.includes("as_of") ? String(row!.as_of) : null);
      const [e] = found.explained;
      expect(e!.row).toEqual(row);
      expect(e!.formulas.filter((f) => !f.column.includes(".")).map((f) => f.column)).toEqual(formula.map((f) => f.column));
      for (const {column, value} of e!.formulas.filter((f) => !f.column.includes(".")))
        if (value === null) expect(row![column], column).toBeNull();
        else expect(Math.abs(value - Number(row![column])), column).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(value)));
      const records = e!.behind.flatMap((b) => [...b.lines.values()]);
      if (!withoutRecords.includes(name)) expect(records.length).toBeGreaterThan(0);
      for (const place of records) expect(place).toMatch(/^\d{4}-\d{2}-\d{2}\/[a-z_]+_\d{4}-\d{2}-\d{2}\.csv:\d+$/);
      const text = explainText(found.explained, found.rows, settings, 2);
      expect(text).toContain(e!.metric.definition);
      expect(text).not.toMatch(/undefined|NaN|\[object/);
    }
  );

  it("leads from a figure to the line of the drop that holds the record", async () => {
    const {explained: found} = await explained("reciprocity", ["P012"], null, 1000);
    const [behind] = found[0]!.behind;
    const {row} = found[0]!;
    expect(behind!.rows).toHaveLength(Number(row.received) + Number(row.given));
    for (const [id, place] of behind!.lines) {
      const [file, line] = place.split(":") as [string, string];
      const text = readFileSync(path.join(root, "data/sample", file), "utf8").split("\n");
      expect(text[Number(line) - 1]).toContain(id);
    }
  });

  it("takes a partner's name for its key, and an earlier month-end", async () => {
    const byName = await explained("trust", ["Brightmoor Consulting"], "2026-09-30");
    expect(byName.explained[0]!.row).toMatchObject({partner_id: "P012", as_of: "2026-09-30"});
  });

  it.each([
    ["a metric that is not there", ["trsut", "P012"], /no metric "trsut".*trust/s],
    ["a key that is not there", ["trust", "P0l2"], /no row for "P0l2".*P012/s],
    [
      "the name of a partner",
      ["trust", "brightmor"],
      /no row for "brightmor" at \S+\. Did you mean P012 \(Brightmoor Consulting\)(?: or [^?]+)?\? Its key is partner_id\./
    ],
    ["nothing", ["trust", "zzzzzzzzzzzz"], /None is like it; there are P001 \([^)]+\), .* and others\. Its key is partner_id/],
    ["a key where there is none", ["loss", "P012"], /no other key.*Leave it out/s],
    ["no key where one is needed", ["trust"], /a row for each partner_id.*P001/s]
  ])("names what is near %s", async (_, [metric, ...keys], message) => {
    await expect(explained(metric!, keys)).rejects.toThrow(message);
  });

  it("names the dates that there are", async () => {
    await expect(explained("trust", ["P012"], "2026-10-30")).rejects.toThrow(
      /month-ends from 2024-10-31.*rebuild with --as-of 2026-10-30/s
    );
  });
});

describe("on the command line", () => {
  it("handshake explain prints it, and fails with 64 for a key that is not there and 66 without a build", async () => {
    const good = await handshake(["explain", "trust", "P012", "--build", build]);
    expect(good).toMatchObject({exitCode: 0, stderr: ""});
    expect(good.stdout).toMatch(/score += 100 \* trust_opinions\.mean\n += 100 \* 0\.\d+\n += \d\d\.\d+/);
    expect(await handshake(["explain", "trust", "nobody", "--build", build])).toMatchObject({exitCode: 64, stdout: ""});
    const none = await handshake(["explain", "trust", "P012", "--build", path.join(build, "none")]);
    expect(none.exitCode).toBe(66);
    expect(none.stderr).toContain("npx handshake rebuild");
  });

  it("handshake metrics lists every metric, and shows one", async () => {
    const all = await handshake(["metrics"]);
    expect(
      all.stdout
        .trim()
        .split("\n")
        .map((line) => line.split(" ")[0])
    ).toEqual(catalogue.map((m) => m.name));
    const one = await handshake(["metrics", "trust"]);
    expect(one.stdout).toContain("How far can we rely on a partner?");
    expect((await handshake(["metrics", "trsut"])).exitCode).toBe(64);
  });
});
