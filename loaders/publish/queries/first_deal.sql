-- How long a new partner waits for its first deal.
select first_deal.median_days, first_deal.waiting_365
from metrics.first_deal as first_deal
join metrics.as_of_dates as dates on dates.as_of = first_deal.as_of and dates.is_current
