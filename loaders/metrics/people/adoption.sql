-- question: How does a partnership spread from one of our people to the next?
-- definition: first_on = the day on which one of our people first exchanged a referral with the partner, in either direction;
--   reps = how many had done so by then, this person included: reps_before on earlier days, reps_that_day on that day.
-- unit: people
-- direction: higher is better
-- source: practice of partnering
-- settings: none
-- grain: one row per partner and us_person, up to the current as_of
-- key: partner_id, us_person
-- records: referrals made_on where coalesce(from_person, '') = it.us_person or coalesce(to_person, '') = it.us_person
-- formula: reps = reps_before + reps_that_day
with current_date_of as (
  select as_of from metrics.as_of_dates where is_current
),
firsts as (
  select
    referrals.partner_id,
    case referrals.direction when 'received' then referrals.to_person else referrals.from_person end as us_person,
    min(referrals.made_on) as first_on
  from facts.referrals
  join current_date_of on referrals.made_on <= current_date_of.as_of
  group by all
),
counted as (
  select
    partner_id,
    us_person,
    first_on,
    cast(count(*) over (partition by partner_id order by first_on) as integer) as reps,
    cast(count(*) over (partition by partner_id, first_on) as integer) as reps_that_day
  from firsts
  where us_person is not null
),
adoption as (
  select *, reps - reps_that_day as reps_before from counted
)
select * from adoption order by partner_id, first_on, us_person
