-- question: How wrong may each forecast be?
-- definition: lower and upper contain the value 9 times in 10: point -/+ width * scale, with width = the split-conformal
--   quantile of the errors |actual - point| / scale of the same method, horizon and level (a class has its own, partners are
--   pooled) at origins whose outcome was known at as_of; empty while these are too few. pinball = the mean of the pinball losses
--   of lower (5%), point (50%) and upper (95%). Origins overlap, so their errors are not independent.
-- unit: money in the reporting currency
-- direction: neither
-- source: Lei et al. (2018), JASA 113:1094-1111; Koenker & Bassett (1978), Econometrica 46:33-50
-- settings: none
-- grain: one row per as_of, horizon, level, member and method
-- key: as_of, horizon, level, member, method
with candidates as (
  select *, case when level = 'class' then member else level end as pool from metrics.forecast_candidates
),
scores as (
  select as_of as origin, as_of + horizon_days as known_on, horizon, pool, method, abs(actual - point) / scale as score
  from candidates
  where actual is not null and scale is not null
),
widths as (
  select
    dates.as_of,
    scores.horizon,
    scores.pool,
    scores.method,
    count(*) as errors,
    conformal_width(list(scores.score order by scores.score), [.9]) as width
  from metrics.as_of_dates as dates
  join scores on scores.known_on <= dates.as_of
  group by dates.as_of, scores.horizon, scores.pool, scores.method
),
bounded as (
  select
    candidates.*,
    case when widths.width * candidates.scale is not null then greatest(candidates.point - widths.width * candidates.scale, 0) end as lower,
    candidates.point + widths.width * candidates.scale as upper,
    cast(coalesce(widths.errors, 0) as integer) as errors
  from candidates
  left join widths using (as_of, horizon, pool, method)
),
intervals as (
  select
    *,
    actual between lower and upper as held,
    (greatest(.05 * (actual - lower), .95 * (lower - actual))
      + abs(actual - point) / 2
      + greatest(.95 * (actual - upper), .05 * (upper - actual))) / 3 as pinball
  from bounded
)
select * from intervals order by as_of, horizon, level, member, method
