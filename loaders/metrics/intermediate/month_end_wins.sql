-- question: What had each partner won by each past month-end, and what in the year after?
-- definition: Every month-end up to the current day that has a year of closed deals before it, whatever dates metrics are computed for.
--   credits = won-deal credits of the evidence window, recent = the same weighted by 2^(-age/half-life); before and after = won deals of
--   the 365 days before and after, revenue and revenue_next their net. today = the current day.
-- unit: deal credits, deals, money in the reporting currency
-- direction: neither
-- source: Josang & Ismail (2002), The Beta Reputation System, Bled eConference
-- settings: evidence_days, half_life_days
-- grain: one row per month-end and partner with won deals
-- key: as_of, partner_id
-- records: deals where status = 'won' and partners > 0 and closed_on > cast(it.as_of as date) - greatest(evidence_days, 365) and
--   closed_on <= cast(it.as_of as date) + 365
with latest as (
  select
    max(as_of) as today,
    (select min(closed_on) from facts.deal_credits where status in ('won', 'lost')) as first_day
  from metrics.as_of_dates
),
dates as (
  select as_of, today
  from latest
  cross join (select cast(unnest(generate_series(date_trunc('month', first_day), today, interval 1 month)) - interval 1 day as date) as as_of from latest)
  where as_of - 365 >= first_day and as_of <= today
),
-- days between which no window of any month-end begins or ends count alike
cuts as (
  select distinct as_of + shift as cut
  from dates
  cross join (values (365), (0), (-365), (-cast(getvariable('evidence_days') as integer))) as shifts (shift)
),
wins as (
  select partner_id, closed_on, sum(credit order by deal_id) as credits, count(*) as deals, sum(credited_net order by deal_id) as net
  from facts.deal_credits
  where status = 'won' and partner_id is not null
  group by partner_id, closed_on
),
spans as (
  select
    partner_id,
    cut,
    sum(credits order by closed_on) as credits,
    sum(credits * power(2, -(cut - closed_on) / getvariable('half_life_days')) order by closed_on) as recent,
    sum(deals) as deals,
    sum(net order by closed_on) as net
  from wins
  asof join cuts on cuts.cut >= wins.closed_on
  group by partner_id, cut
),
summed as (
  select
    as_of,
    partner_id,
    sum(credits order by cut) filter (cut <= as_of and cut > as_of - getvariable('evidence_days')) as credits,
    sum(recent * power(2, -(as_of - cut) / getvariable('half_life_days')) order by cut)
      filter (cut <= as_of and cut > as_of - getvariable('evidence_days')) as recent,
    cast(sum(deals) filter (cut <= as_of and cut > as_of - 365) as integer) as before,
    cast(sum(deals) filter (cut > as_of) as integer) as after,
    sum(net order by cut) filter (cut <= as_of and cut > as_of - 365) as revenue,
    sum(net order by cut) filter (cut > as_of) as revenue_next
  from dates
  join spans on cut <= as_of + 365 and cut > as_of - greatest(getvariable('evidence_days'), 365)
  group by as_of, partner_id
)
select * from summed order by as_of, partner_id
