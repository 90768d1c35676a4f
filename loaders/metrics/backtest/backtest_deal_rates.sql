-- question: Did the past probability of inactivity predict which partners then won nothing?
-- definition: For each partner at each month-end that is at least 365 days before the current date and has a year of closed
--   deals before it: forecast = p_silent on that day; outcome = 1 if the partner won no deal in the following 365 days, else 0,
--   as known now. Rivals: portfolio = the share of partners with a year of history that won nothing in the preceding 365 days
--   (empty without such partners); raw = 1 if the partner itself won nothing in them, else 0.
-- unit: probabilities
-- direction: neither
-- source: Brier (1950), Monthly Weather Review 78:1-3
-- settings: none
-- grain: one row per past as_of and partner
-- key: as_of, partner_id
-- records: deals where status = 'won' and partners > 0 and closed_on - it.as_of between -364 and 365
-- formula: forecast = deal_rates.p_silent
with latest as (
  select as_of as today from metrics.as_of_dates where is_current
),
-- where the records begin later, a year without a won deal may be one that was never delivered
records as (
  select min(closed_on) as first_day from facts.deal_credits where status in ('won', 'lost')
),
dates as (
  select as_of_dates.as_of
  from metrics.as_of_dates
  cross join latest
  cross join records
  where as_of_dates.as_of + 365 <= latest.today and as_of_dates.as_of - 365 >= records.first_day
),
won as (
  select partner_id, closed_on, count(*) as deals
  from facts.deal_credits
  where status = 'won' and partner_id is not null
  group by partner_id, closed_on
),
years as (
  select
    dates.as_of,
    won.partner_id,
    sum(won.deals) filter (won.closed_on > dates.as_of) as after,
    sum(won.deals) filter (won.closed_on <= dates.as_of) as before
  from dates
  join won on won.closed_on > dates.as_of - 365 and won.closed_on <= dates.as_of + 365
  group by dates.as_of, won.partner_id
),
joined as (
  select
    as_of,
    partner_id,
    deal_rates.p_silent as forecast,
    case when coalesce(years.after, 0) = 0 then 1 else 0 end as outcome,
    case when coalesce(years.before, 0) = 0 then 1 else 0 end as raw,
    coalesce(partners_at.days_since_joined >= 365, true) as whole_year
  from dates
  join metrics.deal_rates as deal_rates using (as_of)
  join metrics.partners_at as partners_at using (as_of, partner_id)
  left join years using (as_of, partner_id)
),
portfolios as (
  select as_of, sum(raw) / count(*) as portfolio from joined where whole_year group by as_of
),
backtest as (
  select
    as_of,
    joined.partner_id,
    joined.forecast,
    cast(joined.outcome as double) as outcome,
    portfolios.portfolio,
    cast(joined.raw as double) as raw
  from joined
  left join portfolios using (as_of)
)
select * from backtest order by as_of, partner_id
