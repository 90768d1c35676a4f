-- question: How must p_silent be corrected, by the outcomes of past forecasts?
-- definition: Beta calibration, 1 / (1 + exp(-(c + a ln p - b ln(1 - p)))), fitted by maximum likelihood to the month-ends of
--   inactivity_origins whose following 365 days were over on the day, p rounded to a thousandth; empty with fewer than 30
--   inactive partners among them.
-- unit: coefficients of the log-odds
-- direction: neither
-- source: Kull, Silva Filho & Flach (2017), Electronic Journal of Statistics 11:5052-5080
-- settings: none
-- grain: one row per as-of date and month-end of inactivity_origins
-- key: as_of
with days as (
  select as_of from metrics.as_of_dates
  union
  select as_of from metrics.inactivity_origins
),
pairs as (
  select as_of as origin, round(model, 3) as score, count(*) as cases, sum(outcome) as events
  from metrics.inactivity_origins
  where outcome is not null
  group by origin, score
),
trained as (
  select days.as_of, pairs.score, sum(pairs.cases) as cases, sum(pairs.events) as events
  from days
  join pairs on pairs.origin + 365 <= days.as_of
  group by days.as_of, pairs.score
),
fitted as (
  select
    as_of,
    sum(events) as events,
    beta_calibration(
      list(cast(score as double) order by score),
      list(cast(cases as double) order by score),
      list(cast(events as double) order by score)
    ) as map
  from trained
  group by as_of
),
maps as (
  select
    days.as_of,
    case when fitted.events >= 30 then fitted.map.a end as a,
    case when fitted.events >= 30 then fitted.map.b end as b,
    case when fitted.events >= 30 then fitted.map.c end as c
  from days
  left join fitted using (as_of)
)
select * from maps order by as_of
