-- What is left when the largest go.
select what_if.removed, what_if.share_lost, what_if.effective_n_rest
from metrics.what_if as what_if
join metrics.as_of_dates as dates on dates.as_of = what_if.as_of and dates.is_current
order by what_if.removed
