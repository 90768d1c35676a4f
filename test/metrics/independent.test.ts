import {afterAll, beforeAll, describe, expect, it, onTestFinished} from "vitest";
import type {DuckDB} from "../../loaders/engines/duckdb.ts";
import {factsOf} from "../support/facts.ts";
import {agree} from "./agree.ts";
import {computed, published, type Expected} from "./recomputed/index.ts";
import {invented, type World} from "./invented.ts";
import {small} from "./small.ts";
import {measured, type Metrics} from "./support.ts";

/** The same figures from the same records by other code: straight from the definitions, with loops and without SQL. */
const current = "2025-06-17";
const dates = [current, "2025-05-31", "2025-01-31", "2024-04-30", "2023-06-30"];

let world: World;
let db: DuckDB;
let metrics: Metrics;

beforeAll(async () => {
  world = invented(20250617);
  db = await factsOf({...world});
  metrics = await measured(db, {history_months: 24}, current);
});
afterAll(() => db.close());

describe.each(dates)("at %s", (day) => {
  let expected: Expected;
  beforeAll(() => {
    expected = computed(world, day);
  });

  it.each(published)("%s agrees with the recomputation", async (table, key) => {
    agree(await metrics.rows(table, "*", `as_of = '${day}'`), expected[table], key, table);
  });
});

describe("small companies, whose records lie where definitions have their edges,", () => {
  // the 30th has credits of thirds that add up to the 20 a prior needs
  it.each([1, 2, 4, 5, 9, 12, 16, 21, 25, 30, 44, 52])(
    "number %d has every published figure of the recomputation",
    async (seed) => {
      const [today, before] = ["2025-06-30", "2025-05-31"];
      const company = small(seed, today);
      const facts = await factsOf({...company}, {reporting_currency: "EUR"});
      onTestFinished(() => facts.close());
      const m = await measured(facts, {history_months: 1, reporting_currency: "EUR"}, today);
      for (const day of [today, before]) {
        const expected = computed(company, day);
        for (const [table, key] of published)
          agree(await m.rows(table, "*", `as_of = '${day}'`), expected[table], key, `${day} ${table}`);
      }
    }
  );
});

describe("the invented records", () => {
  it("have what makes figures hard: shared deals, refunds beyond the amount, excluded and overdue, pending and late answers", async () => {
    const [found] = await db.rows(`
      select
        count(*) filter (partners > 1 and status = 'won') > 20 as shared,
        count(*) filter (net < 0) > 2 as negative,
        count(*) filter (excluded and status = 'won') > 2 as excluded,
        (select count(*) from facts.evidence where kind = 'ticket' and hidden_on is not null) > 5 as overdue_then_resolved,
        (select count(*) from facts.referrals where outcome = 'pending') > 5 as pending,
        (select count(*) from facts.referrals where answered_on > made_on) > 5 as late,
        (select count(distinct grade) from metrics.trust) >= 4 as grades,
        (select count(distinct label) from metrics.segments) >= 5 as labels,
        (select count(distinct verdict) from metrics.reciprocity) = 5 as verdicts,
        (select count(distinct level) from metrics.trend) >= 2 as levels,
        (select count(distinct strength) from metrics.trust_priors) > 4 as strengths
      from facts.deal_credits`);
    expect(Object.entries(found!).filter(([, there]) => !there)).toEqual([]);
  });
});
