-- Discount, competition and wins by year of the relationship.
select cast(maturity.year as integer) as year, maturity.deals, maturity.win_rate, maturity.discount, maturity.contested
from metrics.maturity as maturity
join metrics.as_of_dates as dates on dates.as_of = maturity.as_of and dates.is_current
where maturity.deals > 0
order by maturity.year
