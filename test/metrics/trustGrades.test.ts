import {readFileSync} from "node:fs";
import {expect, test} from "vitest";
import {DuckDB} from "../../loaders/engines/duckdb.ts";
import {setVariables} from "../../loaders/metrics/run.ts";
import {parseSettings} from "../../loaders/settingsFile.ts";
import {plainSettings} from "../../loaders/settingsValues.ts";

/** The grades of one partner with enough evidence at one month-end after the other, by its settled probability at each. */
async function gradesOf(...settled: number[]): Promise<unknown[]> {
  const db = await DuckDB.open();
  await setVariables(db, plainSettings(parseSettings({}, "test")));
  const rows = settled.map((p, i) => `(date '2026-0${i + 1}-01', 'a', 9.0, ${p})`);
  await db.run(
    `create schema metrics; create table metrics.settled_opinions as from (values ${rows.join(", ")}) as t (as_of, partner_id, evidence, p_settled)`
  );
  const grades = await db.rows(readFileSync("loaders/metrics/trust/trust_grades.sql", "utf8"));
  db.close();
  return grades.map((row) => row["grade"]);
}

test.each([
  ["at risk up to at_risk_keep_max, and no longer above it", [0.2, 0.4, 0.41], ["at_risk", "at_risk", "below_typical"]],
  ["trusted down to trusted_keep_min, and no longer below it", [0.8, 0.6, 0.59], ["trusted", "trusted", "candidate"]],
  ["a candidate from the margin on, down to it below", [0.49, 0.7, 0.3, 0.29], ["below_typical", "candidate", "candidate", "below_typical"]] // prettier-ignore
])("a partner is %s", async (_, settled, grades) => {
  expect(await gradesOf(...settled)).toEqual(grades);
});
