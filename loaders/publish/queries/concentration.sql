-- How concentrated revenue is, by dimension, at each month-end and now.
select
  concentration.as_of,
  dates.is_current,
  dimension,
  cast(n as integer) as n,
  cast(total as double) as total,
  hhi,
  effective_n,
  cr1,
  cr3,
  top20_share,
  gini,
  band
from metrics.concentration as concentration
join metrics.as_of_dates as dates on dates.as_of = concentration.as_of
order by concentration.as_of, dimension
