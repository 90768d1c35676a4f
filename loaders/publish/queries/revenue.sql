-- All revenue won in the window, with and without a partner.
select
  revenue.kind,
  cast(revenue.net as double) as net,
  cast(revenue.deals as integer) as deals,
  cast(revenue.held_out_deals as integer) as held_out_deals,
  cast(revenue.negative_deals as integer) as negative_deals
from metrics.revenue as revenue
join metrics.as_of_dates as dates on dates.as_of = revenue.as_of and dates.is_current
order by revenue.kind desc
