-- question: What was won before and after each date, per horizon?
-- definition: Net of won partner deals: after = in the days of the horizon after as_of; before = in as many days before; year_before = in
--   the same days a year before; year_mean = in the 365 days before, scaled to the horizon. For all partners, by class of that day and per
--   partner.
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
partner_sums as (
  select
    horizons.as_of,
    horizon,
    partner_id,
    sum(net) filter (closed_on > horizons.as_of) as after,
    sum(net) filter (closed_on <= horizons.as_of and closed_on > horizons.as_of - horizon_days) as before,
    sum(net) filter (closed_on <= horizons.as_of - 365 + horizon_days) as year_before,
    sum(net) filter (closed_on <= horizons.as_of) * any_value(horizon_days) / 365 as year_mean
  from metrics.forecast_horizons as horizons
  join won on closed_on > horizons.as_of - 365 and closed_on <= horizons.as_of + horizon_days
  group by all
),
members as (
  select as_of, partner_id, unnest(['all', 'class', 'partner']) as level, unnest(['all', abc, partner_id]) as member
  from metrics.segments
),
summed as (
  select
    as_of,
    horizon,
    level,
    member,
    sum(after) as after,
    sum(before) as before,
    sum(year_before) as year_before,
    sum(year_mean) as year_mean
  from members
  join partner_sums using (as_of, partner_id)
  group by all
)
select * from summed order by as_of, horizon, level, member
