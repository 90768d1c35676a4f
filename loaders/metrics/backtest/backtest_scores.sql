-- question: Are the forecasts better than simple guesses?
-- definition: Brier score = the mean squared difference between forecast and outcome, over the rows for which all rivals are
--   known: for trust (metric backtest, weighted by credits) and for inactivity (p_silent, metric backtest_deal_rates, each
--   partner and month-end once). It is given for the forecast, for the portfolio's rate and for the partner's own rate.
--   margin_portfolio and margin_raw = half the width of the 90% interval of the difference from each, partners being
--   independent of each other, and their months not. Empty while there is nothing to compare.
-- unit: squared shares
-- direction: lower is better
-- source: Brier (1950), Monthly Weather Review 78:1-3; Diebold & Mariano (1995), JBES 13:253-263; by clusters: Liang & Zeger
--   (1986), Biometrika 73:13-22
-- settings: none
-- grain: one row per forecast (trust, p_silent), at the current as_of
-- key: forecast
-- records: deals closed_on where status in ('won', 'lost') and partners > 0
with compared as (
  select 'trust' as forecast, as_of, partner_id, credits as weight, forecast as said, outcome, portfolio, raw
  from metrics.backtest
  where portfolio is not null
  union all
  select 'p_silent' as forecast, as_of, partner_id, 1.0 as weight, forecast as said, outcome, portfolio, raw
  from metrics.backtest_deal_rates
  where portfolio is not null
),
summed as (
  select
    forecast,
    count(*) as forecasts,
    sum(weight order by as_of, partner_id) as weight,
    sum(weight * power(said - outcome, 2) order by as_of, partner_id) / sum(weight order by as_of, partner_id) as brier,
    sum(weight * power(portfolio - outcome, 2) order by as_of, partner_id) / sum(weight order by as_of, partner_id) as brier_portfolio,
    sum(weight * power(raw - outcome, 2) order by as_of, partner_id) / sum(weight order by as_of, partner_id) as brier_raw
  from compared
  group by forecast
),
-- what the forecast is ahead by, a partner at a time
ahead as (
  select
    forecast,
    partner_id,
    sum(weight order by as_of) as weight,
    sum(weight * (power(portfolio - outcome, 2) - power(said - outcome, 2)) order by as_of) as of_portfolio,
    sum(weight * (power(raw - outcome, 2) - power(said - outcome, 2)) order by as_of) as of_raw
  from compared
  group by forecast, partner_id
),
margins as (
  select
    forecast,
    1.6449 * sqrt(
      count(*) / nullif(count(*) - 1, 0)
        * sum(power(ahead.of_portfolio - (summed.brier_portfolio - summed.brier) * ahead.weight, 2) order by ahead.partner_id)
    ) / any_value(summed.weight) as margin_portfolio,
    1.6449 * sqrt(
      count(*) / nullif(count(*) - 1, 0)
        * sum(power(ahead.of_raw - (summed.brier_raw - summed.brier) * ahead.weight, 2) order by ahead.partner_id)
    ) / any_value(summed.weight) as margin_raw
  from ahead
  join summed using (forecast)
  group by forecast
),
scores as (
  select
    forecast,
    cast(coalesce(forecasts, 0) as integer) as forecasts,
    cast(coalesce(summed.weight, 0) as double) as weight,
    summed.brier,
    summed.brier_portfolio,
    summed.brier_raw,
    margins.margin_portfolio,
    margins.margin_raw
  from (values ('trust'), ('p_silent')) as forecasts (forecast)
  left join summed using (forecast)
  left join margins using (forecast)
)
select * from scores order by forecast
