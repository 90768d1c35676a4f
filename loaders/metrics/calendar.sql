-- question: At which as-of dates does a day count?
-- definition: A day counts from seen_from, the first as_of on or after it, for as long as as_of - day is below the window:
--   evidence_until and window_until = the last as_of at which the evidence window and the revenue window hold it. Records of a day
--   are summed once and counted at every as_of between the two.
-- unit: date
-- direction: neither
-- source: definition of the house
-- settings: evidence_days, window_days
-- grain: one row per day of the windows
with bounds as (
  select
    min(as_of) - greatest(getvariable('evidence_days'), getvariable('window_days')) + 1 as first_day,
    max(as_of) as last_day
  from metrics.as_of_dates
),
days as (
  select first_day + unnest(range(cast(last_day - first_day + 1 as integer)))::integer as day from bounds
),
calendar as (
  select
    day,
    min(as_of) filter (as_of >= day) as seen_from,
    max(as_of) filter (as_of - day < getvariable('evidence_days')) as evidence_until,
    max(as_of) filter (as_of - day < getvariable('window_days')) as window_until
  from days
  cross join metrics.as_of_dates
  group by day
)
select * from calendar order by day
