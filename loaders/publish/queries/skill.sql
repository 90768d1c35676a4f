-- How well scores predicted, against the portfolio's mean and each partner's raw rate; lower is better.
select cast(forecasts as integer) as forecasts, credits, brier, brier_portfolio, brier_raw
from metrics.backtest_summary
