-- question: Did a partner stay below its pace after an alarm?
-- definition: Partners whose pace was tested at a past month-end, followed for as many days as the tested window, if these are
--   over: seen_after = referrals received in them; stayed_below = fewer than expected_recent, which is what the partner's own
--   pace would bring in as many days. raised marks the first month-end of each alarm or watch, and every month-end without one.
-- unit: referrals
-- direction: neither
-- source: in-house definition
-- settings: none
-- grain: one row per past as_of and partner tested
-- key: as_of, partner_id
-- records: referrals where direction = 'received' and made_on - it.as_of between 1 and it.window_days
-- formula: seen_after = count(referrals.referral_id)
with latest as (
  select as_of as today from metrics.as_of_dates where is_current
),
levels as (
  select *, lag(level) over (partition by partner_id order by as_of) as level_before from metrics.trend
),
tested as (
  select levels.* exclude (recent, q_value), levels.level = 'none' or levels.level is distinct from levels.level_before as raised
  from levels
  cross join latest
  where levels.p_quiet is not null and levels.as_of + levels.window_days <= latest.today
),
received as (
  select partner_id, made_on, sum(count(*)) over (partition by partner_id order by made_on) as total
  from facts.referrals
  where direction = 'received'
  group by partner_id, made_on
),
until_then as (
  select tested.*, coalesce(received.total, 0) as then_total
  from tested
  asof left join received on received.partner_id = tested.partner_id and received.made_on <= tested.as_of
),
counted as (
  select until_then.*, cast(coalesce(received.total, 0) - until_then.then_total as integer) as seen_after
  from until_then
  asof left join received
    on received.partner_id = until_then.partner_id and received.made_on <= until_then.as_of + until_then.window_days
),
backtest as (
  select as_of, partner_id, level, raised, window_days, expected_recent, seen_after, seen_after < expected_recent as stayed_below
  from counted
)
select * from backtest order by as_of, partner_id
