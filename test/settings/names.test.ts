import {readFileSync} from "node:fs";
import path from "node:path";
import {describe, expect, test} from "vitest";
import {readModels} from "../../loaders/engines/models.ts";
import {pickMetric} from "../../loaders/explain/pick.ts";
import {lastPublication} from "../../loaders/history/journal.ts";
import {readCatalogue} from "../../loaders/metrics/catalogue.ts";
import {buildMetrics} from "../../loaders/metrics/run.ts";
import {renamedMetrics, renamedSettings, removedSettings} from "../../loaders/renamed.ts";
import {Settings} from "../../loaders/settings.ts";
import {effectiveSettings} from "../../loaders/settingsValues.ts";
import {parseSettings} from "../../loaders/settingsFile.ts";
import {DuckDB} from "../../loaders/engines/duckdb.ts";
import {factsOf} from "../support/facts.ts";
import {root} from "../support/handshake.ts";
import {sourcesIn} from "../support/sources.ts";

const told: string[] = [];
const parse = (found: unknown) => {
  told.length = 0;
  return parseSettings(found, "handshake.config.ts", (text) => told.push(text));
};

describe("a setting's earlier name", () => {
  test("works, with a message that names the new one", () => {
    expect(parse({trusted_from: 0.9}).trusted_min).toBe(0.9);
    expect(told).toEqual([
      "handshake.config.ts: trusted_from is now called trusted_min. Use that name: the old one stops working in the next version."
    ]);
  });

  test.each(Object.entries(renamedSettings))("%s sets %s", (old, now) => {
    const value = Settings.parse({})[now];
    expect(parse({[old]: value})).toEqual(parse({[now]: value}));
  });

  test("beside the new one is refused, naming the one to delete", () => {
    expect(() => parse({trusted_from: 0.9, trusted_min: 0.8})).toThrow(
      /trusted_from: trusted_min is set too.*delete trusted_from/
    );
  });

  test("is judged as the new one: the message names what a person must set", () => {
    expect(() => parse({trusted_from: 9})).toThrow(/trusted_min: /);
  });

  test("is read in the settings of an earlier publication", async () => {
    const last = await lastPublication(path.join(root, "test/fixtures/formats/first/history"));
    expect(last!.settings).toMatchObject({trusted_min: 0.8, at_risk_max: 0.2, material_share: 0.02});
    expect(Object.keys(last!.settings).filter((name) => name in renamedSettings)).toEqual([]);
  });

  test("is read by a company's own SQL that was written with it", async () => {
    const db = await factsOf({});
    await buildMetrics(db, parse({trusted_min: 0.9}), "2026-06-30");
    expect(await db.rows("select getvariable('trusted_from') = 0.9 as old, getvariable('trusted_min') = 0.9 as now")).toEqual([
      {old: true, now: true}
    ]);
    db.close();
  });

  test("is used nowhere in the program itself", () => {
    const old = new RegExp(`\\b(${Object.keys({...renamedSettings, ...renamedMetrics}).join("|")})\\b`);
    const used = Object.entries(sourcesIn(["loaders", "src", "docs"], [".ts", ".sql", ".md"]))
      .filter(([file]) => file !== "loaders/renamed.ts" && file !== "docs/upgrading.md")
      .flatMap(([file, text]) => text.split("\n").map((line) => `${file}: ${line}`))
      // the published columns quiet_expected and merit are no setting and no metric
      .filter((line) => old.test(line.replaceAll(/quiet_expected|(?<!metrics\.)\bmerit\b/g, "")));
    expect(used).toEqual([]);
  });
});

describe("a removed setting", () => {
  test.each(Object.keys(removedSettings))("%s is left out, with a message that says what to set instead", (name) => {
    expect(parse({[name]: 0.02})).toEqual(Settings.parse({}));
    expect(told).toEqual([
      expect.stringMatching(/^handshake\.config\.ts: over_served_gap was removed: .* set over_served_min_hours/)
    ]);
  });

  test("that never was one is refused", () => {
    expect(() => parse({trusted_form: 0.9})).toThrow(/trusted_form.*docs\/settings\.md/s);
  });
});

describe("a metric's earlier name", () => {
  test("leads to the metric, with a message that names it", async () => {
    const db = await DuckDB.open();
    const said: string[] = [];
    for (const [old, now] of Object.entries(renamedMetrics))
      expect((await pickMetric(db, readCatalogue(), old, (text) => said.push(text))).name).toBe(now);
    expect(said[0]).toBe(
      "metrics: takers is now called one_sided. Use that name: the old one stops working in the next version."
    );
    db.close();
  });

  test("is the name of no metric of today", () => {
    const names = readModels(path.join(root, "loaders/metrics"), "metrics").map((m) => m.name);
    expect(names.filter((name) => name in renamedMetrics)).toEqual([]);
    expect(Object.values(renamedMetrics).filter((name) => !names.includes(name))).toEqual([]);
  });
});

test("every setting says what it means", () => {
  const lines = readFileSync(path.join(root, "docs/settings.md"), "utf8")
    .split("\n")
    .filter((line) => line.startsWith("| `"));
  const silent = lines.filter((line) => line.endsWith("|  |"));
  expect(lines.length).toBeGreaterThan(50);
  expect(silent).toEqual([]);
});

test("docs/upgrading.md lists every name that changed", () => {
  const text = readFileSync(path.join(root, "docs/upgrading.md"), "utf8");
  const missing = Object.entries({...renamedSettings, ...renamedMetrics}).filter(
    ([old, now]) => !new RegExp(`\`${old}\` +\\| \`${now}\``).test(text)
  );
  expect(missing).toEqual([]);
  for (const removed of Object.keys(removedSettings)) expect(text).toContain(`\`${removed}\``);
});

test("readers are told of no setting of who is sent what, nor of where the site is", () => {
  const told = effectiveSettings(Settings.parse({})).map(({name}) => name);
  expect(told).toContain("window_days");
  for (const name of ["alerts_audience", "digest", "site_url"]) expect(told).not.toContain(name);
});
