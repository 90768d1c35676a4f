-- Raw promises kept of those made, by partner and kind, in the evidence window.
select kinds.partner_id as id, kinds.kind, cast(kinds.n as double) as n, cast(kinds.kept as double) as kept, kinds.mean, kinds.lower, kinds.upper
from metrics.trust_kinds as kinds
join metrics.as_of_dates as dates on dates.as_of = kinds.as_of and dates.is_current
order by id, kind
