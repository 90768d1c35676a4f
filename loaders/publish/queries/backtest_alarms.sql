-- After how many alarms the partner stayed below its pace.
select level, judged, stayed_below, share, lower, upper from metrics.backtest_alarms order by level
