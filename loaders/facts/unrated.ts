import type {DuckDB} from "../engines/duckdb.ts";
import type {Settings} from "../settings.ts";
import {reportingCurrency} from "./run.ts";

/** Won deals of one currency that no exchange rate of their month converts: they are in no figure of money. */
export interface Unrated {
  currency: string;
  deals: number;
  /** amount - refunded, in that currency, with two decimals. */
  net: string;
}

/** Won deals without a rate, by currency; and how many won deals there are. */
export async function unratedDeals(db: DuckDB, settings: Settings): Promise<{won: number; unrated: Unrated[]}> {
  const reporting = await reportingCurrency(db, settings);
  const [won] = await db.rows<{n: string}>("select count(*) as n from facts.deals where status = 'won'");
  const rows = await db.rows<{currency: string; deals: string; net: string}>(`
    select deals.currency, count(*) as deals, cast(cast(sum(amount - coalesce(refunded, 0)) as decimal(28, 2)) as varchar) as net
    from facts.deals as deals
    where deals.status = 'won' and deals.currency is not null
      and not exists (select 1 from facts.rates as rates
        where rates.currency = deals.currency and rates.month = cast(date_trunc('month', deals.closed_on) as date))
    group by deals.currency order by count(*) desc, deals.currency`);
  const unrated = rows.filter((r) => r.currency !== reporting).map((r) => ({...r, deals: Number(r.deals)}));
  return {won: Number(won!.n), unrated};
}

/** What is to be said of won deals without a rate; empty where every one has one. */
export function unratedText({won, unrated}: {won: number; unrated: Unrated[]}): string {
  const deals = unrated.reduce((n, u) => n + u.deals, 0);
  if (!deals) return "";
  const listed = unrated.map((u) => `${u.currency} ${u.net} (${u.deals} ${u.deals === 1 ? "deal" : "deals"})`).join(", ");
  const are =
    deals === 1 ? "has no exchange rate and is in no figure of money" : "have no exchange rate and are in no figure of money";
  return `${deals} of ${won} won ${won === 1 ? "deal" : "deals"} ${are}: ${listed}. Deliver rates_YYYY-MM-DD.csv with month, currency and per_unit, or map the amount that the export has converted.`;
}
