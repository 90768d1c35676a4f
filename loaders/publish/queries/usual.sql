-- What is usual at each month-end: the base rates by kind.
select as_of, kind, cast(weight as double) as weight, base_rate from metrics.trust_priors order by as_of, kind
