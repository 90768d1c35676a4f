-- What is usual, by kind.
select priors.kind, priors.speaks, cast(priors.weight as double) as weight, priors.base_rate, priors.strength, cast(priors.events as double) as events, cast(priors.partners as integer) as partners
from metrics.trust_priors as priors
join metrics.as_of_dates as dates on dates.as_of = priors.as_of and dates.is_current
order by kind
