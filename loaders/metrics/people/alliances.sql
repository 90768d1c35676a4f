-- question: Which informal alliances are there, and which are ready for a formal agreement?
-- definition: Pairs of people whose referrals run in both directions in the evidence window. first_two_way_on = the day from
--   which both had passed one on, ever; reps_at_start and reps_now = our people who had exchanged referrals with the partner by
--   that day and by as_of. ready_to_formalize: no formal agreement (none, informal or not recorded) and at least
--   formalize_min_people of our people.
-- unit: referrals, people
-- direction: higher is better
-- source: practice of partnering
-- settings: formalize_min_people
-- grain: one row per as_of, partner, us_person and them_person
-- key: as_of, partner_id, us_person, them_person
-- records: referrals made_on in evidence_days
with pairs as (
  select * from metrics.people_pairs where mutual
),
sided as (
  select
    partner_id,
    case direction when 'received' then to_person else from_person end as us_person,
    case direction when 'received' then from_person else to_person end as them_person,
    direction,
    made_on
  from facts.referrals
),
starts as (
  select
    partner_id,
    us_person,
    them_person,
    greatest(
      min(made_on) filter (direction = 'received'),
      min(made_on) filter (direction = 'given')
    ) as first_two_way_on
  from sided
  group by partner_id, us_person, them_person
  having min(direction) <> max(direction)
),
reps as (
  select partner_id, first_on, max(reps) as reps from metrics.adoption group by partner_id, first_on
),
started as (
  select starts.*, coalesce(reps.reps, 0) as reps_at_start
  from starts
  asof left join reps on reps.partner_id = starts.partner_id and reps.first_on <= starts.first_two_way_on
),
partners as (
  select partners_at.as_of, partners_at.partner_id, partners_at.agreement, reps.reps as reps_now
  from metrics.partners_at
  asof join reps on reps.partner_id = partners_at.partner_id and reps.first_on <= partners_at.as_of
),
alliances as (
  select
    as_of,
    partner_id,
    us_person,
    them_person,
    pairs.received,
    pairs.given,
    started.first_two_way_on,
    partners.agreement,
    started.reps_at_start,
    partners.reps_now,
    coalesce(partners.agreement, 'none') in ('none', 'informal')
      and partners.reps_now >= getvariable('formalize_min_people') as ready_to_formalize
  from pairs
  left join started using (partner_id, us_person, them_person)
  left join partners using (as_of, partner_id)
  where partners.reps_now is not null
)
select * from alliances order by as_of, partner_id, us_person, them_person
