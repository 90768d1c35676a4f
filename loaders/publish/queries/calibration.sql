-- What scores predicted against what happened in the days after, in tenths of the forecast.
select
  floor(backtest.forecast * 20) / 20 as bin,
  cast(count(*) as integer) as forecasts,
  sum(backtest.credits) as credits,
  sum(backtest.credits * backtest.forecast) / nullif(sum(backtest.credits), 0) as forecast,
  sum(backtest.credits * backtest.outcome) / nullif(sum(backtest.credits), 0) as outcome
from metrics.backtest as backtest
group by all
having sum(backtest.credits) > 0
order by bin
