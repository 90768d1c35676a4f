import {afterAll, beforeAll, describe, expect, it} from "vitest";
import type {DuckDB} from "../../loaders/engines/duckdb.ts";
import {cast} from "../../loaders/sample/cast.ts";
import {asOf, metricsOfSample} from "./support.ts";

let db: DuckDB;
beforeAll(async () => {
  db = await metricsOfSample();
}, 900_000);
afterAll(() => db.close());

const planted = [cast.riser, cast.faller];

/** Of the partners that no story changes: grades at two month-ends running, and those that changed or changed back the month after. */
async function stability(): Promise<{looks: number; changes: number; followed: number; reversed: number}> {
  const [row] = await db.rows<Record<string, string>>(`
    with grades as (
      select
        as_of,
        grade,
        lag(grade) over partner as before,
        lag(grade, 2) over partner as before_that
      from metrics.trust
      where partner_id not in ('${planted.join("', '")}')
      window partner as (partition by partner_id order by as_of)
    )
    select
      count(before) as looks,
      count(*) filter (grade <> before) as changes,
      count(*) filter (before <> before_that) as followed,
      count(*) filter (before <> before_that and grade = before_that) as reversed
    from grades`);
  const of = (name: string) => Number(row![name]);
  return {looks: of("looks"), changes: of("changes"), followed: of("followed"), reversed: of("reversed")};
}

describe("grades of trust on the sample", () => {
  it("change a month for at most 2 % of the partners that no story changes", async () => {
    const {looks, changes} = await stability();
    expect(looks).toBeGreaterThan(1000);
    expect(changes).toBeGreaterThan(0);
    expect(changes / looks).toBeLessThanOrEqual(0.02);
  });

  it("are back the month after in at most 5 % of these changes", async () => {
    const {followed, reversed} = await stability();
    expect(followed).toBeGreaterThan(10);
    expect(reversed / followed).toBeLessThanOrEqual(0.05);
  });

  it("show each planted change within two month-ends of it", async () => {
    const rows = await db.rows<{partner_id: string; as_of: string; grade: string}>(`
      select partner_id, as_of, grade from metrics.trust where as_of in ('2026-08-31', '2026-09-30', '${asOf}') order by as_of`);
    const of = (id: string) => rows.filter((r) => r.partner_id === id).map((r) => r.grade);
    // the riser turns on 1 September, the faller on 1 October
    expect(of(cast.riser).at(-1)).toBe("trusted");
    expect(of(cast.riser)[0]).not.toBe("trusted");
    expect(of(cast.faller).at(-1)).toBe("at_risk");
    expect(of(cast.faller).at(-2)).not.toBe("at_risk");
  });
});
