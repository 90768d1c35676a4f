-- question: Does the score predict better than simpler guesses?
-- definition: Brier score = the mean squared difference of forecast and outcome, weighed by credits, over all partners and
--   month-ends of backtest.sql; for the score, for the portfolio mean and for the partner's raw rate. Null while there is nothing
--   to compare.
-- unit: squared shares
-- direction: lower is better
-- source: Brier (1950), Monthly Weather Review 78:1-3
-- settings: none
-- grain: one row, at the current as_of
-- key: as_of
-- records: deals closed_on where status in ('won', 'lost') and partners > 0
with compared as (
  select * from metrics.backtest where portfolio is not null
),
summary as (
  select
    cast(count(*) as integer) as forecasts,
    sum(credits) as credits,
    sum(credits * power(forecast - outcome, 2)) / sum(credits) as brier,
    sum(credits * power(portfolio - outcome, 2)) / sum(credits) as brier_portfolio,
    sum(credits * power(raw - outcome, 2)) / sum(credits) as brier_raw
  from compared
),
dated as (
  select as_of_dates.as_of, summary.* from summary cross join metrics.as_of_dates where as_of_dates.is_current
)
select * from dated
