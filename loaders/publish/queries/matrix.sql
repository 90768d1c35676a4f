-- Leads between our people and each partner, both ways, in the evidence window.
select
  coalesce(ours.name, pairs.us_person) as ours,
  pairs.partner_id as id,
  coalesce(named.name, pairs.partner_id) as name,
  cast(sum(pairs.received) as integer) as received,
  cast(sum(pairs.given) as integer) as given
from metrics.people_pairs as pairs
join metrics.as_of_dates as dates on dates.as_of = pairs.as_of and dates.is_current
left join facts.people as ours on ours.person_id = pairs.us_person
left join facts.partners as named on named.partner_id = pairs.partner_id
group by all
having sum(pairs.received + pairs.given) > 0
order by sum(pairs.received + pairs.given) desc, ours, name
limit 1000
