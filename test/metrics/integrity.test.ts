import {beforeAll, describe, expect, it} from "vitest";
import {DuckDB, literal} from "../../loaders/engines/duckdb.ts";
import {buildOfSample} from "../support/site.ts";
import path from "node:path";

let build: string;
beforeAll(async () => void (build = await buildOfSample()));

/** A query over the sample's facts and metrics that gives one row. */
async function one<T>(sql: string): Promise<T> {
  const db = await DuckDB.open();
  try {
    await db.run(`attach ${literal(path.join(build, "handshake.duckdb"))} as built (read_only); use built`);
    const [row] = await db.rows<T>(sql);
    return row!;
  } finally {
    db.close();
  }
}

describe("rows and money of the sample", () => {
  it("are as many deals after the joins of facts as before, no credit lost or made", async () => {
    const row = await one<Record<string, number>>(`
      select cast((select count(*) from facts.deals) as integer) as deals,
        cast((select count(distinct deal_id) from facts.deal_credits) as integer) as credited,
        cast((select count(*) from facts.deal_profiles) as integer) as profiles,
        (select max(abs(total - 1)) from (select sum(credit) as total from facts.deal_credits group by deal_id)) as off`);
    expect(row.deals).toBeGreaterThan(1000);
    expect([row.credited, row.profiles]).toEqual([row.deals, row.deals]);
    expect(row.off).toBeLessThan(1e-12);
  });

  it("keep each deal's net when it is shared out over its partners", async () => {
    const {off} = await one<{off: number}>(`
      select max(abs(shared - net)) as off from (
        select sum(credited_net) as shared, cast(any_value(net) as double) as net
        from facts.deal_credits where net is not null group by deal_id)`);
    expect(off).toBeLessThan(1e-6);
  });

  it("keep every answered referral, closed deal and ticket in the evidence", async () => {
    const row = await one<Record<string, number>>(`
      select
        cast((select sum(events) from facts.evidence where kind = 'deal') as integer) as deals,
        cast((select count(*) from facts.deal_credits where partner_id is not null and status in ('won', 'lost')) as integer) as deals_before,
        cast((select sum(events) from facts.evidence where kind = 'referral') as integer) as referrals,
        cast((select count(*) from facts.referrals where direction = 'received' and outcome <> 'pending') as integer) as referrals_before`);
    expect([row.deals, row.referrals]).toEqual([row.deals_before, row.referrals_before]);
  });

  it("add up at every date: partners and direct are all won deals of the window, excluded ones counted beside", async () => {
    const row = await one<Record<string, number>>(`
      with won as (
        select dates.as_of, count(*) as deals, sum(case when net is null then 0 else net end) as net, count(*) filter (excluded) as excluded
        from metrics.as_of_dates as dates
        join (select distinct deal_id, closed_on, net, excluded from facts.deal_credits where status = 'won') as deals
          on closed_on <= as_of and as_of - closed_on < 365
        group by dates.as_of
      ), told as (
        select as_of, sum(deals) as deals, sum(net) as net, sum(excluded_deals) as excluded from metrics.revenue group by as_of
      ), partners as (
        select as_of, sum(net) as net from metrics.wins group by as_of
      )
      select cast(count(*) as integer) as dates,
        max(abs(won.deals - told.deals)) as deals_off, max(abs(won.net - told.net)) as net_off,
        max(abs(won.excluded - told.excluded)) as held_off,
        max(abs(partners.net - revenue.net)) as partners_off,
        cast(max(won.excluded) as integer) as excluded
      from won join told using (as_of) join partners using (as_of)
      join metrics.revenue as revenue on revenue.as_of = won.as_of and revenue.kind = 'partner'`);
    expect(row.dates).toBe(25);
    expect(row.excluded).toBeGreaterThan(0);
    expect([row.deals_off, row.held_off].map(Number)).toEqual([0, 0]);
    expect(row.net_off).toBeLessThan(1e-4);
    expect(row.partners_off).toBeLessThan(1e-4);
  });
});
