-- Referrals between our people and each partner, both ways, in the evidence window. Two people of one name are two: each has a number, which tells nothing of the id.
select
  coalesce(any_value(ours.name), pairs.us_person) as ours,
  cast(dense_rank() over (order by md5(pairs.us_person)) as integer) as person,
  pairs.partner_id as id,
  coalesce(any_value(named.name), pairs.partner_id) as name,
  cast(sum(pairs.received) as integer) as received,
  cast(sum(pairs.given) as integer) as given
from metrics.people_pairs as pairs
join metrics.as_of_dates as dates on dates.as_of = pairs.as_of and dates.is_current
left join facts.people as ours on ours.person_id = pairs.us_person
left join metrics.partner_names as named on named.partner_id = pairs.partner_id
group by pairs.us_person, pairs.partner_id
having sum(pairs.received + pairs.given) > 0
order by sum(pairs.received + pairs.given) desc, ours, name, pairs.us_person
limit 1000
