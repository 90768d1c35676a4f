-- question: How far does the forecast look ahead?
-- definition: From every as_of, the days of the setting, and the days from the current as_of to the end of the fiscal quarter
--   of the day after it; if that is less than 28 days away, to the end of the next quarter, because past month-ends say little
--   about the last days of one. Past forecasts use the same numbers of days.
-- unit: days
-- direction: neither
-- source: in-house definition
-- settings: forecast_days, fiscal_year_first_month
-- grain: one row per as_of and horizon
-- key: as_of, horizon
with latest as (
  select as_of + 1 as tomorrow, to_months(getvariable('fiscal_year_first_month') - 1) as shift
  from metrics.as_of_dates
  where is_current
),
ends as (
  select tomorrow, date_trunc('quarter', date_trunc('month', tomorrow) - shift) + shift + interval 3 month as next_start from latest
),
quarters as (
  select
    cast(next_start as date) - tomorrow as days,
    cast(next_start + interval 3 month as date) - tomorrow as later_days
  from ends
),
horizons as (
  select 'days' as horizon, cast(getvariable('forecast_days') as integer) as horizon_days
  union all
  select 'quarter', cast(case when days < 28 then later_days else days end as integer) from quarters
),
dated as (
  select as_of_dates.as_of, horizons.horizon, horizons.horizon_days from metrics.as_of_dates cross join horizons
)
select * from dated order by as_of, horizon
