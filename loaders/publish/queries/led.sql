-- Closed deals by whether the right side led them; the row without id is the portfolio.
select
  led.partner_id as id,
  cast(led.recorded as integer) as recorded,
  cast(led.aligned as integer) as aligned,
  cast(led.misled as integer) as misled,
  cast(led.aligned_won as integer) as aligned_won,
  cast(led.misled_won as integer) as misled_won
from metrics.leadership as led
join metrics.as_of_dates as dates on dates.as_of = led.as_of and dates.is_current
where led.recorded > 0
order by id nulls first
