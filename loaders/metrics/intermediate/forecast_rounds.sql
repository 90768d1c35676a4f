-- question: Over which past origins can the forecasts be compared with each other?
-- definition: The rows of forecast_intervals with two marks. A method is compared if it has an outcome and an interval at
--   forecast_origins_min origins, or at as many as any other method. in_compared: the method is compared, and at this origin all
--   compared methods have both. in_known: the same by outcomes alone, with or without an interval.
-- unit: money in the reporting currency
-- direction: neither
-- source: in-house definition
-- settings: forecast_origins_min
-- grain: one row per as_of, horizon, level, member and method
-- key: as_of, horizon, level, member, method
with intervals as (
  select * from metrics.forecast_intervals
),
counted as (
  select
    horizon,
    pool,
    method,
    count(distinct as_of) filter (actual is not null) as known_origins,
    count(distinct as_of) filter (pinball is not null) as own_origins
  from intervals
  group by horizon, pool, method
),
-- a mean over few dates, of a method that began later, may be low by chance
competing as (
  select
    *,
    known_origins >= least(getvariable('forecast_origins_min'), max(known_origins) over pools) as is_known,
    own_origins >= least(getvariable('forecast_origins_min'), max(own_origins) over pools) as is_compared
  from counted
  window pools as (partition by horizon, pool)
),
competitors as (
  select horizon, pool, count(*) filter (is_known) as known, count(*) filter (is_compared) as compared
  from competing
  group by horizon, pool
),
rounds as (
  select
    intervals.*,
    competing.is_known and count(intervals.actual) filter (competing.is_known) over forecasts = competitors.known as in_known,
    competing.is_compared and count(intervals.pinball) filter (competing.is_compared) over forecasts = competitors.compared as in_compared
  from intervals
  join competing using (horizon, pool, method)
  join competitors using (horizon, pool)
  window forecasts as (partition by intervals.as_of, horizon, intervals.level, intervals.member)
)
select * from rounds order by as_of, horizon, level, member, method
