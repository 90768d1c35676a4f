-- Customers without an installation ticket in their first days, by who introduced them; rows without id are sums.
select
  free.introduced_by,
  free.partner_id as id,
  named.name,
  cast(free.customers as integer) as customers,
  cast(free.trouble_free as integer) as trouble_free,
  free.share,
  free.lower,
  free.upper
from metrics.trouble_free as free
join metrics.as_of_dates as dates on dates.as_of = free.as_of and dates.is_current
left join facts.partners as named on named.partner_id = free.partner_id
where free.customers > 0
order by free.partner_id is not null, free.introduced_by desc, free.customers desc, named.name
