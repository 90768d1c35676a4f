-- The eight busiest pairs of persons of each partner, in the evidence window.
with current as (
  select as_of from metrics.as_of_dates where is_current
),
ranked as (
  select
    pairs.*,
    row_number() over (
      partition by pairs.partner_id
      order by pairs.received + pairs.given desc, pairs.us_person, pairs.them_person
    ) as place
  from metrics.people_pairs as pairs
  join current using (as_of)
)
select
  ranked.partner_id as id,
  coalesce(ours.name, ranked.us_person) as ours,
  coalesce(theirs.name, ranked.them_person) as theirs,
  cast(ranked.received as integer) as received,
  cast(ranked.given as integer) as given
from ranked
left join facts.people as ours on ours.person_id = ranked.us_person
left join facts.people as theirs on theirs.person_id = ranked.them_person
where ranked.place <= 8
order by id, ranked.place
