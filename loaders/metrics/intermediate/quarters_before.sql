-- question: With which complete quarter is a date compared?
-- definition: The latest end of a fiscal quarter strictly before as_of for which metrics are computed.
-- unit: date
-- direction: neither
-- source: in-house definition
-- settings: fiscal_year_first_month
-- grain: one row per as_of with such a quarter
-- key: as_of
with dates as (
  select as_of from metrics.as_of_dates
),
quarter_ends as (
  select as_of as quarter_end from dates
  where day(as_of + 1) = 1 and (month(as_of + 1) - getvariable('fiscal_year_first_month')) % 3 = 0
),
befores as (
  select dates.as_of, max(quarter_ends.quarter_end) as before
  from dates
  join quarter_ends on quarter_ends.quarter_end < dates.as_of
  group by dates.as_of
)
select * from befores order by as_of
