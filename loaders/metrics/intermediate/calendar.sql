-- question: At which as-of dates does a day count?
-- definition: A day counts from seen_from, the first as_of on or after it, for as long as as_of - day is below the window:
--   evidence_until and window_until = the last as_of at which the evidence window and the revenue window include it. Records of
--   a day are summed once and counted at every as_of between the two. known_by, known_until and known_window_until are the same
--   for all month-ends, whether or not metrics are computed for them: the first one on or after the day, and the last one whose
--   evidence or revenue window includes it, with the current as_of counting as one. Sums by them are the same to the last bit
--   whatever the other dates are.
-- unit: date
-- direction: neither
-- source: in-house definition
-- settings: evidence_days, window_days
-- grain: one row per day of the windows, and of the evidence before them
-- key: day
with bounds as (
  select
    least(
      min(as_of) - greatest(getvariable('evidence_days'), getvariable('window_days')) + 1,
      (select min(least(dated_on, visible_on)) from facts.evidence)
    ) as first_day,
    max(as_of) as last_day
  from metrics.as_of_dates
),
days as (
  select first_day + unnest(range(cast(last_day - first_day + 1 as integer)))::integer as day from bounds
),
latest as (
  select as_of as today from metrics.as_of_dates where is_current
),
month_ends as (
  select
    days.day,
    latest.today,
    days.day + getvariable('evidence_days') - 1 as held_until,
    days.day + getvariable('window_days') - 1 as window_held_until,
    case when latest.today >= days.day then least(last_day(days.day), latest.today) end as known_by
  from days
  cross join latest
),
until as (
  select
    *,
    cast(
      greatest(
        last_day(held_until + 1 - interval 1 month),
        case when today <= held_until then today end
      ) as date
    ) as known_until,
    cast(
      greatest(
        last_day(window_held_until + 1 - interval 1 month),
        case when today <= window_held_until then today end
      ) as date
    ) as known_window_until
  from month_ends
),
calendar as (
  select
    until.day,
    until.known_by,
    until.known_until,
    until.known_window_until,
    min(as_of_dates.as_of) filter (as_of_dates.as_of >= until.day) as seen_from,
    max(as_of_dates.as_of) filter (as_of_dates.as_of - until.day < getvariable('evidence_days')) as evidence_until,
    max(as_of_dates.as_of) filter (as_of_dates.as_of - until.day < getvariable('window_days')) as window_until
  from until
  cross join metrics.as_of_dates
  group by all
)
select * from calendar order by day
