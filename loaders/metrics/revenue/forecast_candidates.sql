-- question: Which forecasts of revenue compete, and what was observed?
-- definition: From every as_of, for all partners, by class of that day and per partner: the model (the median of
--   forecast_models) and its rivals: quarter_before = the net of as many days before as_of; year_before = of the same days a
--   year before, none where no partner deal had closed by then; year_mean = the net of the 365 days before, or of those since
--   the first partner deal closed, scaled to the horizon; pipeline = the open deals weighted with the share of closed deals
--   that were won (not with probabilities that sellers recorded: what these were on past days is in no export, only what they
--   are now). actual = what was won in the days of the horizon; empty if they are not over. scale =
--   the deviation by which errors are compared: the model's own; for the rivals their own size; empty if nothing was won in the
--   365 days before. Errors of past forecasts are measured against today's records.
-- unit: money in the reporting currency
-- direction: neither
-- source: in-house definition
-- settings: none
-- grain: one row per as_of, horizon, level, member and method
-- key: as_of, horizon, level, member, method
with latest as (
  select as_of as today from metrics.as_of_dates where is_current
),
first_day as (
  select min(closed_on) as first_day from facts.deal_credits where partner_id is not null and status in ('won', 'lost')
),
models as (
  select
    as_of,
    horizon,
    forecast_horizons.horizon_days,
    forecast_models.level,
    forecast_models.member,
    forecast_models.q50,
    forecast_models.sd,
    as_of + forecast_horizons.horizon_days <= latest.today as is_over
  from metrics.forecast_models
  join metrics.forecast_horizons using (as_of, horizon)
  cross join latest
),
members as (
  select as_of, partner_id, unnest(['all', 'class', 'partner']) as level, unnest(['all', abc, partner_id]) as member
  from metrics.segments
),
summed as (
  select * from metrics.forecast_rivals
),
rates as (
  select as_of, won / nullif(won + lost, 0) as win_rate from metrics.deal_paces where kind = 'partner' and size = 'all'
),
pipelines as (
  select as_of, members.level, members.member, sum(pipeline.value) * any_value(rates.win_rate) as weighted
  from members
  join metrics.pipeline using (as_of, partner_id)
  join rates using (as_of)
  group by all
),
joined as (
  select
    models.*,
    coalesce(summed.before, 0) as before,
    case when first_day.first_day < models.as_of - 365 + models.horizon_days then coalesce(summed.year_before, 0) end as year_before,
    coalesce(summed.year_mean, 0) as year_mean,
    coalesce(pipelines.weighted, 0) as weighted,
    case when models.is_over then coalesce(summed.after, 0) end as actual
  from models
  cross join first_day
  left join summed using (as_of, horizon, level, member)
  left join pipelines using (as_of, level, member)
),
long as (
  select as_of, horizon, horizon_days, level, member, 'model' as method, q50 as point, sd as own, year_mean, actual from joined
  union all
  select as_of, horizon, horizon_days, level, member, 'quarter_before', before, before, year_mean, actual from joined
  union all
  select as_of, horizon, horizon_days, level, member, 'year_before', year_before, year_before, year_mean, actual from joined
  where year_before is not null
  union all
  select as_of, horizon, horizon_days, level, member, 'year_mean', year_mean, year_mean, year_mean, actual from joined
  union all
  select as_of, horizon, horizon_days, level, member, 'pipeline', weighted, weighted, year_mean, actual from joined
),
candidates as (
  select
    as_of,
    horizon,
    horizon_days,
    level,
    member,
    method,
    greatest(point, 0) as point,
    case when year_mean <= 0 then null when method = 'model' then greatest(own, 1) else greatest(own, year_mean, 1) end as scale,
    actual
  from long
)
select * from candidates order by as_of, horizon, level, member, method
