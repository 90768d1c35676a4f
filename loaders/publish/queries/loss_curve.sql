-- The chance to lose at least a share of today's partner revenue in one year.
select curve.share_lost, curve.probability
from metrics.loss_curve as curve
join metrics.as_of_dates as dates on dates.as_of = curve.as_of and dates.is_current
order by curve.share_lost
