-- question: Which past month-ends have a year of closed deals before them?
-- definition: Every month-end up to the current day that has a year of closed deals before it, whether or not metrics are
--   computed for it. today = the current day.
-- unit: days
-- direction: neither
-- source: in-house definition
-- settings: none
-- grain: one row per month-end
-- key: as_of
with latest as (
  select max(as_of) as today from metrics.as_of_dates
),
closed as (
  select min(closed_on) as first_day from facts.deal_credits where status in ('won', 'lost')
),
months as (
  select
    cast(unnest(generate_series(date_trunc('month', closed.first_day), latest.today, interval 1 month)) - interval 1 day as date) as as_of
  from latest
  cross join closed
),
month_ends as (
  select months.as_of, latest.today
  from months
  cross join latest
  cross join closed
  where months.as_of - 365 >= closed.first_day and months.as_of <= latest.today
)
select * from month_ends order by as_of
