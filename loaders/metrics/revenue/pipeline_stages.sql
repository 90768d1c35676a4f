-- question: At which sales stage are the open deals?
-- definition: The deals of pipeline_deals at the current as_of by their recorded stage, each once: deals, their value, the
--   median age, those stalled and those past their expected close. stated_deals = those with a recorded probability;
--   stated_value = value times that probability, of these alone. expected_value = value times the probability of being won
--   within the days of the forecast, as observed (deal_chances). place = the order of stages by mean recorded probability, then
--   by median age. Deals without a recorded stage are one row, whose stage is empty. Deals without an exchange rate are counted,
--   but left out of values.
-- unit: deals, money in the reporting currency, days
-- direction: value: higher is better; stalled, overdue: lower is better
-- source: in-house definition
-- settings: none
-- grain: one row per kind (partner, direct) and stage at the current as_of
-- key: as_of, kind, stage
-- records: deals where status = 'open' and stage is not distinct from it.stage and (partners = 0) = (it.kind = 'direct')
with deals as (
  select *, value * probability as stated
  from metrics.pipeline_deals
  where as_of in (select as_of from metrics.as_of_dates where is_current)
),
stages as (
  select
    as_of,
    kind,
    stage,
    count(*) as deals,
    coalesce(sum(value), 0) as value,
    quantile_cont(age_days, .5) as median_age_days,
    count(*) filter (stalled) as stalled,
    coalesce(sum(value) filter (stalled), 0) as stalled_value,
    count(*) filter (overdue) as overdue,
    count(probability) as stated_deals,
    sum(stated) as stated_value,
    coalesce(sum(value * win_chance), 0) as expected_value,
    avg(probability) as mean_probability
  from deals
  group by as_of, kind, stage
),
pipeline_stages as (
  select
    as_of,
    kind,
    stage,
    cast(row_number() over (
      partition by as_of, kind
      order by stage is null, mean_probability nulls last, median_age_days, stage
    ) as integer) as place,
    cast(deals as integer) as deals,
    cast(value as double) as value,
    median_age_days,
    cast(stalled as integer) as stalled,
    cast(stalled_value as double) as stalled_value,
    cast(overdue as integer) as overdue,
    cast(stated_deals as integer) as stated_deals,
    stated_value,
    cast(expected_value as double) as expected_value
  from stages
)
select * from pipeline_stages order by as_of, kind desc, place
