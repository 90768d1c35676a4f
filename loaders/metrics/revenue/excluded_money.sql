-- question: Which won deals are left out of money figures, because there is no exchange rate for their month?
-- definition: Won deals closed in the revenue window in a currency other than the reporting one with no rate for the month:
--   deals = how many; amount = what they brought less what was refunded, in their own currency; for a partner, its share of
--   them. The rows without a partner are those of the whole company, including direct deals.
-- unit: deals, and money in the currency of the row
-- direction: lower is better
-- source: in-house definition
-- settings: window_days
-- grain: one row per as_of, partner (empty: all) and currency with such deals
-- key: as_of, partner_id, currency
-- records: deals closed_on in window_days where status = 'won' and excluded
with excluded as (
  select
    credits.deal_id,
    credits.partner_id,
    credits.credit,
    deals.currency,
    credits.closed_on,
    cast(deals.amount - coalesce(deals.refunded, 0) as double) as amount
  from facts.deal_credits as credits
  join facts.deals as deals using (deal_id)
  where credits.status = 'won' and credits.excluded
),
dated as (
  select dates.as_of, excluded.*
  from metrics.as_of_dates as dates
  join excluded on excluded.closed_on <= dates.as_of and dates.as_of - excluded.closed_on < getvariable('window_days')
),
summed as (
  select as_of, partner_id, currency, count(*) as deals, sum(credit * amount order by deal_id) as amount
  from dated
  where partner_id is not null
  group by as_of, partner_id, currency
  union all
  select as_of, cast(null as varchar) as partner_id, currency, count(distinct deal_id) as deals,
    sum(credit * amount order by deal_id, partner_id) as amount
  from dated
  group by as_of, currency
),
listed as (
  select as_of, partner_id, currency, cast(deals as integer) as deals, amount from summed
)
select * from listed order by as_of, partner_id nulls first, currency
