-- question: Which pairs of people referred to each other at past as-of dates?
-- definition: The part of people_pairs before the current date: pairs with a referral in both directions in the evidence window
--   of that date.
-- unit: referrals
-- direction: higher is better
-- source: in-house definition
-- settings: evidence_days
-- grain: one row per as_of, partner, us_person and them_person
-- key: as_of, partner_id, us_person, them_person
-- records: referrals made_on in evidence_days
with dates as (
  select as_of, is_current from metrics.as_of_dates
),
referrals as (
  select * from metrics.personal_referrals
),
both_ways as (
  select partner_id, us_person, them_person
  from referrals
  group by partner_id, us_person, them_person
  having min(direction) <> max(direction)
),
known as (
  select
    partner_id,
    us_person,
    them_person,
    list(made_on) filter (direction = 'received') as received_on,
    list(made_on) filter (direction = 'given') as given_on
  from referrals
  semi join both_ways using (partner_id, us_person, them_person)
  group by partner_id, us_person, them_person
),
windows as (
  select
    dates.as_of,
    known.partner_id,
    known.us_person,
    known.them_person,
    list_filter(known.received_on, lambda day : day <= dates.as_of and dates.as_of - day < getvariable('evidence_days')) as received_on,
    list_filter(known.given_on, lambda day : day <= dates.as_of and dates.as_of - day < getvariable('evidence_days')) as given_on
  from known
  cross join dates
  where not dates.is_current
),
past as (
  select
    as_of,
    partner_id,
    us_person,
    them_person,
    cast(len(received_on) as integer) as received,
    cast(len(given_on) as integer) as given,
    least(list_min(received_on), list_min(given_on)) as first_on,
    greatest(list_max(received_on), list_max(given_on)) as last_on
  from windows
  where received_on <> [] and given_on <> []
)
select * from past order by as_of, partner_id, us_person, them_person
