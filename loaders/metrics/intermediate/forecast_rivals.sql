-- question: How much was won before and after each date, per forecast period?
-- definition: Net of won partner deals: after = in the days of the horizon after as_of; before = in as many days before;
--   year_before = in the same days a year before; year_mean = in the 365 days before, or since the first partner deal closed
--   where that is later, scaled to the horizon. For all partners, by class of that day and per partner.
-- unit: money in the reporting currency
-- direction: neither
-- source: in-house definition
-- settings: none
-- grain: one row per as_of, horizon, level (all, class, partner) and member
-- key: as_of, horizon, level, member
with won as (
  select partner_id, closed_on, sum(credited_net) as net
  from facts.deal_credits
  where status = 'won' and partner_id is not null and net is not null
  group by partner_id, closed_on
),
first_day as (
  select min(closed_on) as first_day from facts.deal_credits where partner_id is not null and status in ('won', 'lost')
),
partner_sums as (
  select
    horizons.as_of,
    horizons.horizon,
    won.partner_id,
    sum(won.net) filter (won.closed_on > horizons.as_of) as after,
    sum(won.net) filter (won.closed_on <= horizons.as_of and won.closed_on > horizons.as_of - horizons.horizon_days) as before,
    sum(won.net) filter (won.closed_on <= horizons.as_of - 365 + horizons.horizon_days) as year_before,
    sum(won.net) filter (won.closed_on <= horizons.as_of)
      * any_value(horizons.horizon_days / least(365, greatest(horizons.as_of - first_day.first_day + 1, horizons.horizon_days))) as year_mean
  from metrics.forecast_horizons as horizons
  cross join first_day
  join won on won.closed_on > horizons.as_of - 365 and won.closed_on <= horizons.as_of + horizons.horizon_days
  group by all
),
members as (
  select as_of, partner_id, unnest(['all', 'class', 'partner']) as level, unnest(['all', abc, partner_id]) as member
  from metrics.segments
),
summed as (
  select
    as_of,
    partner_sums.horizon,
    members.level,
    members.member,
    money_sum(sum(partner_sums.after)) as after,
    money_sum(sum(partner_sums.before)) as before,
    money_sum(sum(partner_sums.year_before)) as year_before,
    money_sum(sum(partner_sums.year_mean)) as year_mean
  from members
  join partner_sums using (as_of, partner_id)
  group by all
)
select * from summed order by as_of, horizon, level, member
