import {afterAll, beforeAll, describe, expect, it} from "vitest";
import type {DuckDB} from "../../loaders/engines/duckdb.ts";
import {literal} from "../../loaders/engines/duckdb.ts";
import {counts, truths, type Holds, type Truth} from "../../loaders/sample/truths.ts";
import {agree} from "../metrics/agree.ts";
import type {Values, World} from "../metrics/invented.ts";
import {computed, published} from "../metrics/recomputed/index.ts";
import {asOf, metricsOfSample} from "./support.ts";

let db: DuckDB;
beforeAll(async () => {
  db = await metricsOfSample();
}, 900_000);
afterAll(() => db.close());

const sqlValue = (v: Truth["where"][string]) => (typeof v === "string" ? literal(v) : String(v));

async function found({table, where, column}: Truth): Promise<unknown[]> {
  const asked = Object.entries({as_of: asOf, ...where}).map(([name, v]) => `${name} is not distinct from ${sqlValue(v)}`);
  const rows = await db.rows<{value: unknown}>(`select ${column} as value from metrics.${table} where ${asked.join(" and ")}`);
  return rows.map((r) => r.value);
}

function expectHolds(value: unknown, holds: Holds): void {
  if ("is" in holds) expect(typeof holds.is === "number" ? Number(value) : value).toBe(holds.is);
  else if ("oneOf" in holds) expect(holds.oneOf).toContain(value);
  else {
    expect(Number(value)).toBeGreaterThanOrEqual(holds.atLeast ?? -Infinity);
    expect(Number(value)).toBeLessThanOrEqual(holds.atMost ?? Infinity);
  }
}

describe("the metrics find each story that is planted in the sample", () => {
  for (const truth of truths)
    it(`${truth.story}: ${truth.says} (${truth.table}.${truth.column}, ${Object.values(truth.where).join(" ")})`, async () => {
      const values = await found(truth);
      expect(values).toHaveLength(1);
      expectHolds(values[0], truth.holds);
    });
});

describe("every published figure of the sample is that of other code, with loops and without SQL,", () => {
  it.each([asOf, "2026-06-30", "2025-12-31", "2025-01-31"])("at %s", async (day) => {
    const records = (table: string) => db.rows<Values>(`select * from facts.${table}`);
    const sample: World = {
      partners: await records("partners"),
      deals: await records("deals"),
      deal_partners: await records("deal_partners"),
      referrals: await records("referrals"),
      tickets: await records("tickets"),
      rates: await records("rates"),
      activities: await records("activities")
    };
    const expected = computed(sample, day);
    for (const [table, key] of published)
      agree(await db.rows(`select * from metrics.${table} where as_of = '${day}'`), expected[table], key, `${day} ${table}`);
  });
});

describe("beside the stories the sample looks like a company", () => {
  for (const {says, table, such, atLeast, atMost} of counts)
    it(says, async () => {
      const [row] = await db.rows<{n: string}>(
        `select count(*) as n from metrics.${table} where as_of = date '${asOf}' and (${such})`
      );
      expect(Number(row!.n)).toBeGreaterThanOrEqual(atLeast);
      expect(Number(row!.n)).toBeLessThanOrEqual(atMost);
    });

  it("small accounts do worst where the deal lead breaks the rule", async () => {
    const rows = await db.rows<{size: string; won: number}>(`
      select size, avg((status = 'won')::int) as won
      from facts.deals
      join facts.customers using (customer_id)
      where status <> 'open' and partner_id is not null and led_by <> found_by and led_by <> relationship_with
      group by size`);
    const won = Object.fromEntries(rows.map((r) => [r.size, r.won]));
    expect(won["small"]).toBeLessThan(won["large"]!);
  });
});
