-- How forecasts came out, against simpler guesses.
select forecast, forecasts, brier, brier_portfolio, brier_raw from metrics.backtest_scores order by forecast desc
