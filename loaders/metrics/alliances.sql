-- question: Which natural partnerships are there, and which are ready for paper?
-- definition: Pairs of people whose referrals run both ways in the evidence window. first_two_way_on = the day from which both
--   had passed one on, ever; reps_at_start and reps_now = our people who had exchanged referrals with the partner by that day and
--   by as_of. ready_for_paper: no agreement on paper (none, informal or not recorded) and at least paper_people of our people.
-- unit: referrals, persons
-- direction: higher is better
-- source: practice of natural partnerships
-- settings: paper_people
-- grain: one row per as_of, partner, us_person and them_person
-- key: as_of, partner_id, us_person, them_person
-- records: referrals made_on in evidence_days
with pairs as (
  select * from metrics.people_pairs where mutual
),
starts as (
  select
    partner_id,
    case direction when 'received' then to_person else from_person end as us_person,
    case direction when 'received' then from_person else to_person end as them_person,
    greatest(
      min(made_on) filter (direction = 'received'),
      min(made_on) filter (direction = 'given')
    ) as first_two_way_on
  from facts.referrals
  group by all
),
adoption as (
  select partner_id, us_person as rep, first_on from metrics.adoption
),
spread as (
  select
    pairs.as_of,
    pairs.partner_id,
    pairs.us_person,
    pairs.them_person,
    starts.first_two_way_on,
    cast(count(*) filter (adoption.first_on <= starts.first_two_way_on) as integer) as reps_at_start,
    cast(count(*) as integer) as reps_now
  from pairs
  join starts using (partner_id, us_person, them_person)
  join adoption on adoption.partner_id = pairs.partner_id and adoption.first_on <= pairs.as_of
  group by all
),
alliances as (
  select
    as_of,
    partner_id,
    us_person,
    them_person,
    pairs.received,
    pairs.given,
    first_two_way_on,
    agreement,
    reps_at_start,
    reps_now,
    coalesce(agreement, 'none') in ('none', 'informal') and reps_now >= getvariable('paper_people') as ready_for_paper
  from pairs
  join spread using (as_of, partner_id, us_person, them_person)
  join metrics.partners_at using (as_of, partner_id)
)
select * from alliances order by as_of, partner_id, us_person, them_person
