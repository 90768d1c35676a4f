import {literal, type DuckDB} from "../engines/duckdb.ts";
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
export async function unratedDeals(
  db: DuckDB,
  settings: Settings
): Promise<{won: number; unrated: Unrated[]; otherwise: RateOfItself | null}> {
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
  const [otherwise] = await db.rows<{month: string; currency: string; per_unit: string}>(`
    select strftime(month, '%Y-%m') as month, currency, cast(cast(per_unit as double) as varchar) as per_unit
    from facts.rates where currency = ${reporting === null ? "null" : literal(reporting)} and per_unit <> 1 order by month desc limit 1`);
  return {won: Number(won!.n), unrated, otherwise: otherwise ?? null};
}

/** A rate other than 1 of the reporting currency: rates are into another one, as after this was changed in the settings. */
interface RateOfItself {
  month: string;
  currency: string;
  per_unit: string;
}

/** What is to be said of the rates; empty where every won deal has one, and all are into the reporting currency. */
export const ratesText = (found: Awaited<ReturnType<typeof unratedDeals>>): string =>
  [unratedText(found), otherwiseText(found.otherwise)].filter(Boolean).join(" ");

const otherwiseText = (rate: RateOfItself | null): string =>
  rate === null
    ? ""
    : `Rates are into another currency than ${rate.currency}, the reporting currency: one ${rate.currency} is ${rate.per_unit} in ${rate.month}, expected 1. Amounts in other currencies are converted wrongly. Deliver rates into ${rate.currency} for the same months, or set reporting_currency in handshake.config.ts to the currency of the rates.`;

/** What is to be said of won deals without a rate; empty where every one has one. */
export function unratedText({won, unrated}: {won: number; unrated: Unrated[]}): string {
  const deals = unrated.reduce((n, u) => n + u.deals, 0);
  if (!deals) return "";
  const listed = unrated.map((u) => `${u.currency} ${u.net} (${u.deals} ${u.deals === 1 ? "deal" : "deals"})`).join(", ");
  const are =
    deals === 1 ? "has no exchange rate and is in no figure of money" : "have no exchange rate and are in no figure of money";
  return `${deals} of ${won} won ${won === 1 ? "deal" : "deals"} ${are}: ${listed}. Deliver rates_YYYY-MM-DD.csv with month, currency and per_unit, or map the amount that the export has converted.`;
}
