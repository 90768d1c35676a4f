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

test("how many more good outcomes a partner needs is told of deals, referrals and tickets each, and of no kind that doesn't speak", async () => {
  const db = await DuckDB.open();
  await setVariables(db, plainSettings(parseSettings({}, "test")));
  // in place of the count itself, which other tests compute: what a kind begins with
  await db.run(`create macro outcomes_needed(alpha, beta, weight, mean, variance, average, bound, evidence) as alpha;
    create schema metrics;
    create table metrics.as_of_dates as select date '2026-01-31' as as_of;
    create table metrics.trust_grades as from (values (date '2026-01-31', 'a', 'candidate'), (date '2026-01-31', 'b', 'at_risk'), (date '2026-01-31', 'c', 'trusted')) as t (as_of, partner_id, grade);
    create table metrics.trust_opinions as select as_of, partner_id, 0.5 as mean, 0.1 as variance, 0.5 as average, 9.0 as evidence from metrics.trust_grades;
    create table metrics.trust_posteriors as select as_of, partner_id, kind, alpha, 1 as beta, 1 as weight from metrics.trust_grades
      join (values ('a', 'deal', 1), ('a', 'referral', 2), ('a', 'ticket', 3), ('b', 'ticket', 4), ('c', 'deal', 5)) as t (partner_id, kind, alpha) using (partner_id)`);
  const rows = await db.rows(readFileSync("loaders/metrics/trust/trust_next_grades.sql", "utf8"));
  db.close();
  expect(rows.map(({as_of: _, ...row}) => row)).toEqual([
    {partner_id: "a", next_grade: "trusted", deals: 1, referrals: 2, tickets: 3},
    {partner_id: "b", next_grade: "below_typical", deals: null, referrals: null, tickets: 4}
  ]);
});
