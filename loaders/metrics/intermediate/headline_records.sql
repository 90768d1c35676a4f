-- question: Which records are there at each date?
-- definition: Whether a deal was opened, a referral made, one of them received, and an activity held by as_of. covers_deals,
--   covers_referrals, covers_hours = the first closed deal, referral, and ticket or activity is not later than the first day of
--   the window, so that a sum over it is one of the whole window.
-- unit: none
-- direction: neither
-- source: none
-- settings: window_days
-- grain: one row per as_of
-- key: as_of
-- records: deals where opened_on <= cast(it.as_of as date); referrals where made_on <= cast(it.as_of as date);
--   activities where happened_on <= cast(it.as_of as date)
with first_days as (
  select
    (select min(opened_on) from facts.deals) as deals,
    (select min(made_on) from facts.referrals) as referrals,
    (select min(made_on) from facts.referrals where direction = 'received') as received,
    (select min(happened_on) from facts.activities) as activities,
    (select min(closed_on) from facts.deals where status in ('won', 'lost')) as closed,
    (select min(opened_on) from facts.tickets) as tickets
),
recorded as (
  select
    dates.as_of,
    coalesce(first_days.deals <= dates.as_of, false) as deals,
    coalesce(first_days.referrals <= dates.as_of, false) as referrals,
    coalesce(first_days.received <= dates.as_of, false) as received,
    coalesce(first_days.activities <= dates.as_of, false) as activities,
    coalesce(first_days.closed < dates.as_of - getvariable('window_days') + 2, false) as covers_deals,
    coalesce(first_days.referrals < dates.as_of - getvariable('window_days') + 2, false) as covers_referrals,
    coalesce(
      least(first_days.tickets, first_days.activities) < dates.as_of - getvariable('window_days') + 2,
      false
    ) as covers_hours
  from metrics.as_of_dates as dates
  cross join first_days
)
select * from recorded order by as_of
