-- question: Which records are there at each date?
-- definition: Whether a deal was opened, a referral made, one of them received, and an activity held by as_of.
-- unit: none
-- direction: neither
-- source: none
-- settings: none
-- grain: one row per as_of
-- key: as_of
-- records: deals where opened_on <= cast(it.as_of as date); referrals where made_on <= cast(it.as_of as date);
--   activities where happened_on <= cast(it.as_of as date)
with first_days as (
  select
    (select min(opened_on) from facts.deals) as deals,
    (select min(made_on) from facts.referrals) as referrals,
    (select min(made_on) from facts.referrals where direction = 'received') as received,
    (select min(happened_on) from facts.activities) as activities
),
recorded as (
  select
    dates.as_of,
    coalesce(first_days.deals <= dates.as_of, false) as deals,
    coalesce(first_days.referrals <= dates.as_of, false) as referrals,
    coalesce(first_days.received <= dates.as_of, false) as received,
    coalesce(first_days.activities <= dates.as_of, false) as activities
  from metrics.as_of_dates as dates
  cross join first_days
)
select * from recorded order by as_of
