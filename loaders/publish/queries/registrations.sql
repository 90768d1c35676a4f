-- Registrations of deals by partner; the row without id is the portfolio.
select
  registrations.partner_id as id,
  coalesce(named.name, registrations.partner_id) as name,
  cast(registered as integer) as registered,
  cast(approved as integer) as approved,
  cast(waiting as integer) as waiting,
  cast(late as integer) as late,
  in_time_share,
  cast(expired as integer) as expired,
  cast(both_sides as integer) as both_sides,
  cast(opened_against as integer) as opened_against
from metrics.registrations as registrations
join metrics.as_of_dates as dates on dates.as_of = registrations.as_of and dates.is_current
left join facts.partners as named on named.partner_id = registrations.partner_id
where registered > 0
order by registrations.partner_id is not null, both_sides + opened_against desc, late desc, name
