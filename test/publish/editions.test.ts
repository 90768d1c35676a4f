import {existsSync} from "node:fs";
import path from "node:path";
import {expect, test} from "vitest";
import {allAudiences, partnerEditionName} from "../../loaders/disclosure/audience.ts";
import {readCodes} from "../../loaders/disclosure/codes.ts";
import type {DuckDB} from "../../loaders/engines/duckdb.ts";
import type {Engine} from "../../loaders/engines/engine.ts";
import {readHistory} from "../../loaders/history/history.ts";
import {buildMetrics} from "../../loaders/metrics/run.ts";
import {publishEditions} from "../../loaders/publish/publish.ts";
import {parseSettings} from "../../loaders/settingsFile.ts";
import {asOf, emptyReport} from "../release/project.ts";
import {factsOf} from "../support/facts.ts";
import {removeFolder, temporaryFolder} from "../support/pipeline.ts";

const ids = Array.from({length: 12}, (_, i) => `P${i}`);

/** Counts the questions that a database is asked. */
function counting(db: DuckDB): {engine: Engine; asked: () => number} {
  let asked = 0;
  const engine: Engine = {
    run: (sql) => ((asked += 1), db.run(sql)),
    rows: (sql) => ((asked += 1), db.rows(sql)),
    close: () => undefined
  };
  return {engine, asked: () => asked};
}

test("an edition for each of twelve partners asks the database as much as one edition does", async () => {
  const settings = parseSettings({company: "Test", partner_editions: ids}, "test");
  const audiences = allAudiences(settings);
  const folder = await temporaryFolder();
  const db = await factsOf({partners: ids.map((id) => ({partner_id: id, name: `Name of ${id}`, joined_on: "2024-01-01"}))});
  await buildMetrics(db, settings, asOf);
  const history = await readHistory({db, settings}, asOf, null, []);
  const codes = (await readCodes("")).of("");
  const costOf = async (some: string[]) => {
    const {engine, asked} = counting(db);
    const editions = some.map(partnerEditionName).map((name) => {
      return {name, audience: audiences[name]!, published: path.join(folder, `${some.length}`, name), codes};
    });
    expect(await publishEditions(engine, {settings, asOf, report: emptyReport, history}, editions)).toEqual([]);
    expect(editions.every(({published}) => existsSync(path.join(published, "edition.json")))).toBe(true);
    return asked();
  };
  const one = await costOf(ids.slice(0, 1));
  expect(one).toBeGreaterThan(10);
  expect(await costOf(ids)).toBe(one);
  db.close();
  await removeFolder(folder);
});
