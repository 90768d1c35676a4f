-- question: How likely is an open deal to be won within the forecast period?
-- definition: Competing risks of age: the probability that a deal that is open at its age is won within the days of the
--   horizon, from how often deals of its size (deal_ages) were won and lost at each age, as known at as_of. size = all if too
--   few are known. 0 if none is known to have been open that long.
-- unit: probability
-- direction: higher is better
-- source: Aalen & Johansen (1978), Scandinavian Journal of Statistics 5:141-150
-- settings: none
-- grain: one row per as_of, horizon, kind, size and age of a deal open at as_of
-- key: as_of, horizon, kind, size, age_days
with listed as (
  select as_of, kind, size, list(cast(age_days as double) order by age_days) as ages
  from (select distinct as_of, kind, size, age_days from metrics.open_deals)
  group by as_of, kind, size
),
judged as (
  select
    listed.as_of,
    horizons.horizon,
    listed.kind,
    listed.size,
    cast(unnest(listed.ages) as integer) as age_days,
    unnest(won_within(
      coalesce(ages.days, []),
      coalesce(ages.won, []),
      coalesce(ages.lost, []),
      coalesce(ages.still_open, []),
      listed.ages,
      [cast(horizons.horizon_days as double)]
    )) as chance
  from listed
  join metrics.forecast_horizons as horizons using (as_of)
  -- a deal that is older than the evidence is open all the same
  left join metrics.deal_ages as ages using (as_of, kind, size)
)
select * from judged order by as_of, horizon, kind, size, age_days
