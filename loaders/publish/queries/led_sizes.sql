-- How deals went by who led them and by size of the customer; "all" is all sizes together.
select led.customer_size, led.leadership, cast(led.deals as integer) as deals, cast(led.won as integer) as won, led.win_rate, led.win_lower, led.win_upper
from metrics.leadership_sizes as led
join metrics.as_of_dates as dates on dates.as_of = led.as_of and dates.is_current
where led.deals > 0 and led.leadership in ('aligned', 'misled')
order by case led.customer_size when 'all' then 0 when 'small' then 1 when 'medium' then 2 when 'large' then 3 else 4 end, led.customer_size, led.leadership
