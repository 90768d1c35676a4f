-- Who is behind each dimension of concentration.
select
  members.dimension,
  members.member_id as id,
  coalesce(named.name, customers.name, people.name, members.member_id) as name,
  coalesce(partners.parent_id, customers.parent_id, members.member_id) as group_id,
  cast(members.net as double) as net,
  members.share,
  members.negative
from metrics.concentration_members as members
join metrics.as_of_dates as dates on dates.as_of = members.as_of and dates.is_current
left join facts.partners as partners on members.dimension = 'partner' and partners.partner_id = members.member_id
left join metrics.partner_names as named on named.partner_id = partners.partner_id
left join facts.customers as customers on members.dimension = 'customer' and customers.customer_id = members.member_id
left join facts.people as people on members.dimension = 'rep' and people.person_id = members.member_id
order by members.dimension, members.rank, id
