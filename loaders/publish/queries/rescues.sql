-- Tickets by who owned them, over all partners.
select rescues.owner, cast(tickets as integer) as tickets, cast(resolved as integer) as resolved, days, cast(with_due as integer) as with_due, cast(in_time as integer) as in_time
from metrics.rescues as rescues
join metrics.as_of_dates as dates on dates.as_of = rescues.as_of and dates.is_current
where rescues.partner_id is null and tickets > 0
order by tickets desc, rescues.owner
