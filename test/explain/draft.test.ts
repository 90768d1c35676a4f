import {readFileSync} from "node:fs";
import path from "node:path";
import {afterAll, beforeAll, expect, test} from "vitest";
import {draftOf, draftTest} from "../../loaders/run/draftTest.ts";
import {parseSettings} from "../../loaders/settingsFile.ts";
import {metricsOf} from "../metrics/support.ts";
import {removeFolder, temporaryFolder} from "../support/pipeline.ts";
import {buildOfSample} from "../support/site.ts";

const settings = parseSettings({}, "test");
let project: string;
beforeAll(async () => void (project = await temporaryFolder()));
afterAll(() => removeFolder(project));

test("a hand test is drafted from live rows, with codes for names, and what it expects comes of its records", async () => {
  const wish = {metric: "reciprocity", keys: ["P012"], build: await buildOfSample(), settings, project};
  expect(await draftTest(wish)).toMatch(/^Wrote test\/metrics\/reciprocity\.draft\.test\.ts\..* by hand/);
  const text = readFileSync(path.join(project, "test/metrics/reciprocity.draft.test.ts"), "utf8");
  expect(text).not.toMatch(/P012|Brightmoor|R-\d/);
  const {records, own, row, where, expected} = await draftOf(wish);
  expect(Object.keys(records).sort()).toEqual(["partners", "referrals"]);
  const m = await metricsOf(records, own, row.asOf);
  expect(await m.rows("reciprocity", "*", where)).toEqual(expected);
  expect(expected).toHaveLength(1);
  await expect(draftTest(wish)).rejects.toThrow("exists already");
});
