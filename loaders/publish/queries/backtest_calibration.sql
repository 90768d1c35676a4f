-- What came of forecasts, by tenths.
select forecast, mean_forecast, mean_outcome, weight from metrics.backtest_calibration order by forecast desc, tenth
