import {describe, expect, it, onTestFinished} from "vitest";
import {metricModels} from "../../loaders/metrics/files.ts";
import {chances, factsOfMany, partner, partnersSince} from "./simulated.ts";
import {daysBefore, measured, type Metrics} from "./support.ts";

interface Sold {
  by: number;
  age: number;
  amount: number;
  status?: string;
  days?: number;
}

/** A company of these partners and deals, with a year of month-ends. */
async function company(partners: number, deals: Sold[]): Promise<Metrics> {
  const db = await factsOfMany({
    partners: partnersSince(partners, () => 1200),
    deals: deals.map(({by, age, amount, status = "won", days = 20}, i) => ({
      deal_id: `d${i}`,
      partner_id: partner(by),
      customer_id: `c${i % 40}`,
      opened_on: daysBefore(age + days),
      closed_on: status === "open" ? null : daysBefore(age),
      status,
      amount
    }))
  });
  onTestFinished(() => db.close());
  return measured(db, {history_months: 12});
}

/** Twelve partners that win or lose a deal every three weeks. */
const usual = (): Sold[] => {
  const {uniform, gamma} = chances(7);
  return Array.from({length: 12 * 45}, (_, i) => ({
    by: i % 12,
    age: Math.floor(i / 12) * 21 + Math.floor(20 * uniform()),
    amount: Math.round(20_000 * gamma(2)),
    status: uniform() < 0.7 ? "won" : "lost"
  }));
};

const companies: Record<string, () => Promise<Metrics>> = {
  "one partner of which wins two thousand deals a year": () =>
    company(6, [
      ...Array.from({length: 2000}, (_, i) => ({by: 0, age: Math.floor((i * 365) / 2000), amount: 900})),
      ...Array.from({length: 30}, (_, i) => ({by: 1 + (i % 5), age: 30 * i, amount: 500, status: i % 3 ? "won" : "lost"}))
    ]),
  "one partner": () => company(1, usual().map((sold) => ({...sold, by: 0}))), // prettier-ignore
  "two months of records": () =>
    company(
      8,
      usual().filter(({age}) => age < 60).map((sold) => ({...sold, by: sold.by % 8})) // prettier-ignore
    ),
  "open deals only": () =>
    company(
      4,
      Array.from({length: 80}, (_, i) => ({by: i % 4, age: 10 * i, amount: 5500, status: "open", days: 0}))
    ),
  "lost deals only": () =>
    company(
      4,
      Array.from({length: 80}, (_, i) => ({by: i % 4, age: 10 * i, amount: 5500, status: "lost"}))
    ),
  "more given back than sold": () =>
    company(
      5,
      Array.from({length: 120}, (_, i) => ({by: i % 5, age: 9 * i, amount: i % 5 === 0 ? -3000 : 600}))
    ),
  "one deal worth more than all others, and another that is open": () =>
    company(12, [
      ...usual(),
      {by: 3, age: 200, amount: 50_000_000},
      {by: 4, age: 5, amount: 80_000_000, status: "open", days: 3}
    ]),
  "cents and billions": () =>
    company(
      6,
      Array.from({length: 180}, (_, i) => ({by: i % 6, age: 6 * i, amount: i % 6 === 0 ? 1e12 : 0.01}))
    )
};

/** Rows that no company can have, by what is wrong with them. */
const impossible: Record<string, string> = {
  "a probability outside 0 to 1": "from metrics.inactivity where not p_silent between 0 and 1",
  "quantiles out of order": "from metrics.forecast_models where not (q05 <= q50 and q50 <= q95) or mean < 0",
  // Cantelli's inequality, and a cell of the grid
  "ends of a forecast on one side of its mean":
    "from metrics.forecast_models where q95 < mean - .23 * sd - (mean + 8 * sd) / 127 or q05 > mean + .23 * sd + (mean + 8 * sd) / 127",
  "a range that leaves out what is expected": "from metrics.forecast_intervals where not (lower <= point and point <= upper)",
  "a worst twentieth milder than its beginning":
    "from metrics.yearly_loss where es95 < var95 * (1 - 1e-9) or not coalesce(p_lose_20, 0) between 0 and 1",
  "more lost than there is":
    "from metrics.loss join (select as_of, sum(revenue) as whole from metrics.risk group by as_of) using (as_of) where var95 > whole * 1.0001 or expected_loss > whole * 1.0001",
  "a score outside 0 to 100 or its interval":
    "from metrics.trust where not (score between 0 and 100 and lower <= score and score <= upper)"
};

describe("of a company with", () => {
  for (const [name, made] of Object.entries(companies))
    it(`${name}, every metric can be computed, and none is impossible`, async () => {
      const {db} = await made();
      const tables = metricModels().map((model) => model.name);
      for (const table of tables) {
        const columns = await db.rows<{name: string}>(
          `select column_name as name from duckdb_columns() where schema_name = 'metrics' and table_name = '${table}' and data_type = 'DOUBLE'`
        );
        if (!columns.length) continue;
        const odd = columns.map((column) => `isnan("${column.name}") or isinf("${column.name}")`).join(" or ");
        expect(await db.rows(`select * from metrics.${table} where ${odd} limit 1`), table).toEqual([]);
      }
      for (const [what, where] of Object.entries(impossible))
        expect(await db.rows(`select * ${where} limit 1`), what).toEqual([]);
    });
});
