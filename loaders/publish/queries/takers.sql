-- Partners that take and do not give, over the evidence window.
select
  takers.partner_id as id,
  coalesce(named.name, takers.partner_id) as name,
  cast(takers.given as integer) as given,
  cast(takers.received as integer) as received,
  cast(takers.customer_deals as integer) as customer_deals
from metrics.takers as takers
join metrics.as_of_dates as dates on dates.as_of = takers.as_of and dates.is_current
left join facts.partners as named on named.partner_id = takers.partner_id
order by takers.given - takers.received desc, name, id
