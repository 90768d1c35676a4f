import {cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import path from "node:path";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import type {DuckDB} from "../../loaders/engines/duckdb.ts";
import {checkBuiltWith} from "../../loaders/explain/newer.ts";
import {madeOf} from "../../loaders/explain/records.ts";
import {readCatalogue} from "../../loaders/metrics/catalogue.ts";
import {buildMetrics} from "../../loaders/metrics/run.ts";
import {parseSettings} from "../../loaders/settingsFile.ts";
import {factsOf} from "../support/facts.ts";
import {root} from "../support/handshake.ts";

let db: DuckDB;
let folder: string;
beforeAll(async () => {
  db = await factsOf({});
  await buildMetrics(db, parseSettings({history_months: 0}, "test"), "2025-06-30");
  folder = mkdtempSync(path.join(tmpdir(), "handshake-newer-"));
  cpSync(path.join(root, "loaders/metrics"), folder, {recursive: true});
});
afterAll(() => {
  db.close();
  rmSync(folder, {recursive: true, force: true});
});

/** Checks a metric as it is defined in the folder now against the tables that were built before. */
const check = (name: string) => {
  const catalogue = new Map(readCatalogue(folder).map((m) => [m.name, m]));
  return checkBuiltWith(db, madeOf(catalogue.get(name)!, catalogue), path.join(root, "data/build/handshake.duckdb"));
};

const edit = (file: string, change: (text: string) => string) => {
  const before = readFileSync(path.join(folder, file), "utf8");
  writeFileSync(path.join(folder, file), change(before));
  return () => writeFileSync(path.join(folder, file), before);
};

describe("explain of a metric that is newer than the build", () => {
  test("says to rebuild first, and names the file whose table is not there", async () => {
    const sql = readFileSync(path.join(folder, "revenue/revenue.sql"), "utf8");
    writeFileSync(path.join(folder, "revenue/brand_new.sql"), sql);
    await expect(check("brand_new")).rejects.toMatchObject({
      exitCode: 66,
      message: [
        "data/build/handshake.duckdb is older than the definition of brand_new:",
        `  ${path.join(folder, "revenue/brand_new.sql")}: the build has no table metrics.brand_new`,
        "Rebuild first (npx handshake rebuild), then explain it."
      ].join("\n")
    });
    rmSync(path.join(folder, "revenue/brand_new.sql"));
  });

  test("says so where the SQL of what it is made of has changed since", async () => {
    const undo = edit("trust/../intermediate/trust_opinions.sql", (text) => text.replace("select", "select 1 as one,"));
    await expect(check("trust")).rejects.toThrow(
      /trust_opinions\.sql: its SQL has changed since metrics\.trust_opinions was computed\nRebuild first/
    );
    undo();
  });

  test("is explained where only a comment or the header has changed", async () => {
    const undo = edit("trust/trust.sql", (text) => text.replace("-- question: ", "-- question: So, "));
    await check("trust");
    undo();
  });

  test("is explained in a build of the version before, which noted no definitions", async () => {
    await db.run("alter table metrics.definitions rename to definitions_kept");
    await check("trust");
    await db.run("alter table metrics.definitions_kept rename to definitions");
  });
});
