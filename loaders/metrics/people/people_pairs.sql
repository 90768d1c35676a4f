-- question: Which two people, one of ours and one of theirs, refer to each other?
-- definition: Pairs with a referral in the evidence window: received = from their person to ours, given = the other way; mutual =
--   both. The direction of a referral tells the sides. At the as-of dates of the past only the mutual ones.
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
  select
    partner_id,
    direction,
    made_on,
    case direction when 'received' then to_person else from_person end as us_person,
    case direction when 'received' then from_person else to_person end as them_person
  from facts.referrals
  where from_person <> to_person
),
current as (
  select
    as_of,
    partner_id,
    us_person,
    them_person,
    count(*) filter (direction = 'received') as received,
    count(*) filter (direction = 'given') as given,
    min(made_on) as first_on,
    max(made_on) as last_on
  from referrals
  join dates on is_current and made_on <= as_of
  where as_of - made_on < getvariable('evidence_days')
  group by as_of, partner_id, us_person, them_person
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
    as_of,
    partner_id,
    us_person,
    them_person,
    list_filter(received_on, lambda day : day <= as_of and as_of - day < getvariable('evidence_days')) as received_on,
    list_filter(given_on, lambda day : day <= as_of and as_of - day < getvariable('evidence_days')) as given_on
  from known
  cross join dates
  where not is_current
),
past as (
  select
    as_of,
    partner_id,
    us_person,
    them_person,
    len(received_on) as received,
    len(given_on) as given,
    least(list_min(received_on), list_min(given_on)) as first_on,
    greatest(list_max(received_on), list_max(given_on)) as last_on
  from windows
  where received_on <> [] and given_on <> []
),
pairs as (
  select * from current
  union all
  select * from past
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
