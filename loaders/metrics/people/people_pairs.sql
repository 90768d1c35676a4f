-- question: Which of our people and which of a partner's refer to each other?
-- definition: Pairs with a referral in the evidence window: received = from their person to ours; given = from ours to theirs;
--   mutual = both. At past as-of dates only the mutual ones.
-- unit: referrals
-- direction: higher is better
-- source: in-house definition
-- settings: evidence_days
-- grain: one row per as_of, partner, us_person and them_person
-- key: as_of, partner_id, us_person, them_person
-- records: referrals made_on in evidence_days
-- formula: received = count(case when referrals.direction = 'received' then 1 end);
--   given = count(case when referrals.direction = 'given' then 1 end)
with dates as (
  select as_of, is_current from metrics.as_of_dates
),
referrals as (
  select * from metrics.personal_referrals
),
current as (
  select
    dates.as_of,
    referrals.partner_id,
    referrals.us_person,
    referrals.them_person,
    count(*) filter (referrals.direction = 'received') as received,
    count(*) filter (referrals.direction = 'given') as given,
    min(referrals.made_on) as first_on,
    max(referrals.made_on) as last_on
  from referrals
  join dates on dates.is_current and referrals.made_on <= dates.as_of
  where dates.as_of - referrals.made_on < getvariable('evidence_days')
  group by dates.as_of, referrals.partner_id, referrals.us_person, referrals.them_person
),
pairs as (
  select * from current
  union all
  select * from metrics.mutual_pairs_past
),
flagged as (
  select
    as_of,
    partner_id,
    us_person,
    them_person,
    cast(received as integer) as received,
    cast(given as integer) as given,
    received > 0 and given > 0 as mutual,
    first_on,
    last_on
  from pairs
)
select * from flagged order by as_of, partner_id, us_person, them_person
