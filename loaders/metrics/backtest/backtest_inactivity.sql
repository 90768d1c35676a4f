-- question: Which forecast of inactivity was best at past month-ends, and is therefore published?
-- definition: Brier scores of three candidates at the month-ends of inactivity_origins whose following year was over by as_of:
--   portfolio = one rate for all partners, that of the year before; model = p_silent; recalibrated = p_silent corrected by what
--   was known then (inactivity_maps). All three are compared at the month-ends that have all of them, if these are at least 6
--   with 30 inactive partners; else the first two are. published = the candidate with the lowest score, portfolio if equal;
--   portfolio while there are fewer than 6 month-ends or 30 inactive partners. origins, forecasts and events (inactive
--   partners) count what was compared.
-- unit: squared probabilities
-- direction: lower is better
-- source: Brier (1950), Monthly Weather Review 78:1-3
-- settings: none
-- grain: one row per as_of
-- key: as_of
with dates as (
  select as_of from metrics.as_of_dates
),
candidates as (
  select
    as_of as origin,
    inactivity_origins.partner_id,
    inactivity_origins.outcome,
    inactivity_origins.portfolio,
    inactivity_origins.model,
    1 / (
      1 + exp(-(inactivity_maps.c + inactivity_maps.a * ln(greatest(inactivity_origins.model, 1e-300)) - inactivity_maps.b * ln(1 - inactivity_origins.model)))
    ) as recalibrated
  from metrics.inactivity_origins
  join metrics.inactivity_maps using (as_of)
  where inactivity_origins.outcome is not null and inactivity_origins.portfolio is not null
),
errors as (
  select
    origin,
    count(*) as forecasts,
    sum(outcome) as events,
    sum(power(portfolio - outcome, 2) order by partner_id) as portfolio,
    sum(power(model - outcome, 2) order by partner_id) as model,
    sum(power(recalibrated - outcome, 2) order by partner_id) as recalibrated
  from candidates
  group by origin
),
compared as (
  select dates.as_of, false as with_all, errors.* from dates join errors on errors.origin + 365 <= dates.as_of
  union all
  select
    dates.as_of,
    true as with_all,
    errors.*
  from dates
  join errors on errors.origin + 365 <= dates.as_of and errors.recalibrated is not null
),
summed as (
  select
    as_of,
    with_all,
    count(*) as origins,
    sum(forecasts) as forecasts,
    sum(events) as events,
    sum(portfolio order by origin) / sum(forecasts) as portfolio,
    sum(model order by origin) / sum(forecasts) as model,
    case when with_all then sum(recalibrated order by origin) / sum(forecasts) end as recalibrated
  from compared
  group by as_of, with_all
),
chosen as (
  select distinct on (as_of) *
  from (select *, origins >= 6 and events >= 30 as enough from summed) as summed
  where not with_all or enough
  order by as_of, with_all desc
),
backtest as (
  select
    as_of,
    cast(coalesce(chosen.origins, 0) as integer) as origins,
    cast(coalesce(chosen.forecasts, 0) as integer) as forecasts,
    cast(coalesce(chosen.events, 0) as integer) as events,
    chosen.portfolio as brier_portfolio,
    chosen.model as brier_model,
    chosen.recalibrated as brier_recalibrated,
    case
      when not coalesce(chosen.enough, false)
        or round(chosen.portfolio, 12) <= round(least(chosen.model, coalesce(chosen.recalibrated, chosen.model)), 12)
        then 'portfolio'
      when round(chosen.model, 12) <= round(coalesce(chosen.recalibrated, chosen.model), 12) then 'model'
      else 'recalibrated'
    end as published
  from dates
  left join chosen using (as_of)
)
select * from backtest order by as_of
