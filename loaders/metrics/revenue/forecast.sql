-- question: What revenue is expected from partners?
-- definition: The published forecast (forecast_tests), from every as_of: expected, its 90% range, and what was observed. until
--   = its last day. For all partners, by class as of that day, and per partner with enough won deals.
-- unit: money in the reporting currency
-- direction: higher is better
-- source: forecast_models, forecast_intervals
-- settings: none
-- grain: one row per as_of, horizon (days, quarter), level (all, class, partner) and member
-- key: as_of, horizon, level, member
-- formula: expected = forecast_intervals.point
with intervals as (
  select * from metrics.forecast_intervals
),
published as (
  select horizon, pool, method from metrics.forecast_tests where is_published
),
forecast as (
  select
    intervals.as_of,
    horizon,
    intervals.level,
    intervals.member,
    method,
    intervals.as_of + intervals.horizon_days as until,
    intervals.point as expected,
    intervals.lower,
    intervals.upper,
    intervals.actual
  from intervals
  join published using (horizon, pool, method)
)
select * from forecast order by as_of, horizon, level, member
