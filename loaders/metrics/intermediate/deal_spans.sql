-- question: From when to when was a deal open, and what is it worth?
-- definition: value = its net in the reporting currency; of an open deal in another currency its net at the latest rate up to the
--   current as_of; empty without a rate. Each deal once, whatever the number of partners on it.
-- unit: money in the reporting currency
-- direction: neither
-- source: in-house definition
-- settings: none
-- grain: one row per deal
-- key: deal_id
-- records: deals opened_on
with latest as (
  select as_of as today from metrics.as_of_dates where is_current
),
credits as (
  select distinct deal_id, customer_id, rep_id, opened_on, closed_on, status, partners, cast(net as double) as net
  from facts.deal_credits
),
rates as (
  select rates.currency, arg_max(rates.per_unit, rates.month) as per_unit
  from facts.rates
  join latest on rates.month <= latest.today
  group by rates.currency
),
open_values as (
  select deals.deal_id, cast((deals.amount - coalesce(deals.refunded, 0)) * rates.per_unit as double) as open_value
  from facts.deals
  join rates using (currency)
  where deals.status = 'open'
),
spans as (
  select
    deal_id,
    credits.customer_id,
    credits.rep_id,
    case when credits.partners = 0 then 'direct' else 'partner' end as kind,
    credits.partners,
    credits.opened_on,
    credits.closed_on,
    credits.status,
    coalesce(credits.net, open_values.open_value) as value
  from credits
  left join open_values using (deal_id)
)
select * from spans order by deal_id
