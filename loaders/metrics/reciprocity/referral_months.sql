-- question: How many referrals were received from and sent to a partner each month?
-- definition: Referrals received and given, by the month in which they were made, up to the current as_of.
-- unit: referrals
-- direction: higher is better
-- source: in-house definition
-- settings: none
-- grain: one row per partner and month with a referral
-- key: partner_id, month
-- records: referrals made_on
-- formula: received = count(case when referrals.direction = 'received' then 1 end);
--   given = count(case when referrals.direction = 'given' then 1 end)
with latest as (
  select as_of from metrics.as_of_dates where is_current
),
months as (
  select
    referrals.partner_id,
    cast(date_trunc('month', referrals.made_on) as date) as month,
    cast(count(*) filter (referrals.direction = 'received') as integer) as received,
    cast(count(*) filter (referrals.direction = 'given') as integer) as given
  from facts.referrals
  join latest on referrals.made_on <= latest.as_of
  group by all
)
select * from months order by partner_id, month
