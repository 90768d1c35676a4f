-- question: Which months, quarters and fiscal years are there, and with which earlier period is each compared?
-- definition: Every month, quarter and fiscal year from the month in which the first deal closed to the current as_of.
--   is_complete = all its days are over, and the records go back to its first; pages call a period complete only if it also
--   ended by the last delivery of deals. A complete period is compared with the same period a year before; the running one,
--   counted up to as_of, with the same days. has_before = the records go back far enough.
-- unit: dates
-- direction: neither
-- source: in-house definition
-- settings: fiscal_year_first_month
-- grain: one row per period_kind (month, quarter, year) and starts_on
-- key: period_kind, starts_on
with latest as (
  select as_of as today from metrics.as_of_dates where is_current
),
bounds as (
  select cast(date_trunc('month', min(deal_credits.closed_on)) as date) as first_month, latest.today
  from facts.deal_credits
  join latest on deal_credits.closed_on <= latest.today
  where deal_credits.status in ('won', 'lost')
  group by latest.today
),
months as (
  select
    first_month,
    today,
    cast(unnest(generate_series(cast(first_month as timestamp), cast(today as timestamp), interval 1 month)) as date) as month,
    to_months(getvariable('fiscal_year_first_month') - 1) as shift
  from bounds
),
periods as (
  select first_month, today, 'month' as period_kind, month as starts_on, interval 1 month as length from months
  union
  select first_month, today, 'quarter', cast(date_trunc('quarter', month - shift) + shift as date), interval 3 month from months
  union
  select first_month, today, 'year', cast(date_trunc('year', month - shift) + shift as date), interval 12 month from months
),
ended as (
  select *, cast(starts_on + length as date) - 1 as ends_on from periods
),
counted as (
  select *, least(ends_on, today) as counted_until from ended
),
fiscal_periods as (
  select
    period_kind,
    starts_on,
    ends_on,
    counted_until,
    starts_on >= first_month and ends_on <= today as is_complete,
    cast(starts_on - interval 1 year as date) as before_starts_on,
    case
      when ends_on <= today then cast(starts_on + length - interval 1 year as date) - 1
      else cast(counted_until - interval 1 year as date)
    end as before_until,
    starts_on - interval 1 year >= first_month as has_before
  from counted
)
select * from fiscal_periods order by period_kind, starts_on
