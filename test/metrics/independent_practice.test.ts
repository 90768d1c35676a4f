import {afterAll, beforeAll, describe, expect, it} from "vitest";
import type {DuckDB} from "../../loaders/engines/duckdb.ts";
import {factsOf} from "../support/facts.ts";
import {agree} from "./agree.ts";
import {invented} from "./invented.ts";
import {practised, type Practice} from "./practised.ts";
import {attention, mutualPairs, oneSided, reviews, troubleFree} from "./recomputed/care.ts";
import {leadership, preferences, registrations} from "./recomputed/engagement.ts";
import {disclosures, repConcentration, whatIf} from "./recomputed/holdings.ts";
import {money} from "./recomputed/money.ts";
import {viewOf, type View} from "./recomputed/view.ts";
import {measured, type Metrics, type Row} from "./support.ts";

/** What the field asks for, from the same records by other code: straight from the definitions, with loops and without SQL. */
const current = "2025-06-17";
const dates = [current, "2025-05-31", "2024-11-30", "2023-12-31"];

let world: Practice;
let db: DuckDB;
let metrics: Metrics;

beforeAll(async () => {
  world = practised(invented(20250617), 7);
  db = await factsOf({...world});
  metrics = await measured(db, {history_months: 24}, current);
});
afterAll(() => db.close());

describe.each(dates)("at %s", (day) => {
  let view: View;
  beforeAll(() => {
    view = viewOf(world, day);
  });

  it.each([
    ["leadership", ["partner_id"], () => leadership(view, world), "true"],
    ["preferences", ["partner_id"], () => preferences(view, world), "true"],
    ["registrations", ["partner_id"], () => registrations(view, world), "true"],
    ["people_pairs", ["partner_id", "us_person", "them_person"], () => mutualPairs(view), "mutual"],
    ["one_sided", ["partner_id"], () => oneSided(view), "true"],
    ["trouble_free", ["introduced_by", "partner_id"], () => troubleFree(view, world), "true"],
    ["attention", ["partner_id"], () => attention(view, world), "true"],
    ["reviews", ["partner_id"], () => reviews(view, world), "true"],
    ["rep_concentration", ["rep_id"], () => repConcentration(view), "true"],
    ["disclosures", ["dimension", "group_id"], () => disclosures(view, world), "true"],
    ["what_if", ["removed"], () => whatIf(money(view).nets), "true"]
  ] as [string, string[], () => Row[], string][])("%s agrees with the recomputation", async (table, key, recompute, which) => {
    const found = await metrics.rows(table, "*", `as_of = '${day}' and ${which}`);
    agree(found, recompute(), key, table);
  });
});

describe("the records of practice", () => {
  it("have what makes these figures hard", async () => {
    const [found] = await db.rows(`
      select
        (select count(*) from metrics.one_sided) > 4 as one_sided,
        (select count(*) from metrics.people_pairs where mutual and as_of < '${current}') > 10 as pairs_of_the_past,
        (select sum(both_sides) from metrics.registrations) > 2 as both_sides,
        (select sum(opened_against) from metrics.registrations) > 2 as opened_against,
        (select sum(expired) from metrics.registrations) > 2 as expired,
        (select count(*) from metrics.attention where ignored) > 4 as ignored,
        (select count(*) from metrics.reviews where stale and last_review_on is not null) > 2 as stale,
        (select count(*) from metrics.rep_concentration where top_partner_share < .5) > 4 as living_off_none,
        (select count(distinct dimension) from metrics.disclosures) = 2 as disclosed`);
    expect(Object.entries(found!).filter(([, there]) => !there)).toEqual([]);
  });
});
