-- What one year may cost when partners fall silent.
select cast(loss.expected_loss as double) as expected_loss, cast(loss.var95 as double) as var95, cast(loss.es95 as double) as es95, loss.p_lose_20
from metrics.loss as loss
join metrics.as_of_dates as dates on dates.as_of = loss.as_of and dates.is_current
