-- question: Do outcomes predicted at 60 to 70% happen 60 to 70% of the time?
-- definition: The forecasts of trust (metric backtest, weighted by credits) and of inactivity (p_silent, metric
--   backtest_deal_rates), grouped by tenths of the forecast: mean_forecast and mean_outcome of each tenth; weight = its credits
--   or rows.
-- unit: shares, and credits or rows
-- direction: neither
-- source: Murphy & Winkler (1977), Applied Statistics 26:41-47
-- settings: none
-- grain: one row per forecast and tenth (0 to 9) that has any, at the current as_of
-- key: forecast, tenth
-- records: deals closed_on where status in ('won', 'lost') and partners > 0
with rows_of as (
  select 'trust' as forecast, as_of, partner_id, credits as weight, forecast as said, outcome from metrics.backtest
  union all
  select 'p_silent' as forecast, as_of, partner_id, 1.0 as weight, forecast as said, outcome from metrics.backtest_deal_rates
),
placed as (
  select *, cast(least(9, floor(10 * said)) as integer) as tenth from rows_of
),
calibration as (
  select
    forecast,
    tenth,
    sum(weight * said order by as_of, partner_id) / sum(weight order by as_of, partner_id) as mean_forecast,
    sum(weight * outcome order by as_of, partner_id) / sum(weight order by as_of, partner_id) as mean_outcome,
    cast(sum(weight order by as_of, partner_id) as double) as weight
  from placed
  group by forecast, tenth
)
select * from calibration order by forecast, tenth
