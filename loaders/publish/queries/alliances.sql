-- Pairs of persons whose leads run both ways.
select
  alliances.partner_id as id,
  coalesce(named.name, alliances.partner_id) as name,
  coalesce(ours.name, alliances.us_person) as ours,
  coalesce(theirs.name, alliances.them_person) as theirs,
  cast(alliances.received as integer) as received,
  cast(alliances.given as integer) as given,
  alliances.first_two_way_on as since,
  coalesce(alliances.agreement, 'none') not in ('none', 'informal') as on_paper,
  cast(alliances.reps_now as integer) as reps_now,
  alliances.ready_for_paper as ready
from metrics.alliances as alliances
join metrics.as_of_dates as dates on dates.as_of = alliances.as_of and dates.is_current
left join facts.partners as named on named.partner_id = alliances.partner_id
left join facts.people as ours on ours.person_id = alliances.us_person
left join facts.people as theirs on theirs.person_id = alliances.them_person
order by alliances.received + alliances.given desc, name, ours, theirs
