-- The figures that stand first, and how they moved.
select headline, unit, better, value, month_end, since_month, quarter_end, since_quarter, year_end, since_year
from metrics.headlines as headlines
join metrics.as_of_dates as dates on dates.as_of = headlines.as_of and dates.is_current
order by headline
