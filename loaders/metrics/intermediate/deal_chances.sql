-- question: How likely is an open deal to be won within the forecast period?
-- definition: Competing risks of age: the probability that a deal that is open at its age is won within the days of the
--   horizon, from how often deals of its size (deal_ages) were won and lost at each age, as known at as_of. size = all if too
--   few are known. 0 if none is known to have been open that long.
-- unit: probability
-- direction: higher is better
-- source: Aalen & Johansen (1978), Scandinavian Journal of Statistics 5:141-150
-- settings: none
-- grain: one row per as_of, horizon and deal open at as_of
-- key: as_of, horizon, deal_id
with open_deals as (
  select dates.as_of, spans.deal_id, spans.kind, spans.value, cast(dates.as_of - spans.opened_on as integer) as age_days
  from metrics.as_of_dates as dates
  join metrics.deal_spans as spans on spans.opened_on <= dates.as_of and (spans.closed_on is null or spans.closed_on > dates.as_of)
),
paces as (
  select as_of, kind, small_until, medium_until from metrics.deal_paces where size = 'all'
),
sized as (
  select
    open_deals.*,
    case
      when open_deals.value <= paces.small_until then 'small'
      when open_deals.value <= paces.medium_until then 'medium'
      when open_deals.value > paces.medium_until then 'large'
      else 'all'
    end as size
  from open_deals
  left join paces using (as_of, kind)
),
-- deals of one age and size have one chance
listed as (
  select as_of, kind, size, list(cast(age_days as double) order by age_days) as ages
  from (select distinct as_of, kind, size, age_days from sized)
  group by as_of, kind, size
),
judged as (
  select
    listed.as_of,
    listed.kind,
    listed.size,
    horizons.horizon,
    unnest(listed.ages) as age_days,
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
),
chances as (
  select as_of, judged.horizon, sized.deal_id, size, judged.chance
  from sized
  join judged using (as_of, kind, size, age_days)
)
select * from chances order by as_of, horizon, deal_id
