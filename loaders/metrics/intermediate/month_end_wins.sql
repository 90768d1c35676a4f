-- question: What had each partner won by each past month-end, and what did it win in the following year?
-- definition: Every month-end up to the current day that has a year of closed deals before it, whether or not metrics are
--   computed for it. credits = won-deal credits of the evidence window; recent = the same weighted by 2^(-age/half-life);
--   before and after = won deals of the 365 days before and after, revenue and revenue_next their net. today = the current day.
-- unit: deal credits, deals, money in the reporting currency
-- direction: neither
-- source: Josang & Ismail (2002), The Beta Reputation System, Bled eConference
-- settings: evidence_days, half_life_days
-- grain: one row per month-end and partner with won deals
-- key: as_of, partner_id
-- records: deals where status = 'won' and partners > 0 and closed_on > cast(it.as_of as date) - greatest(evidence_days, 365) and
--   closed_on <= cast(it.as_of as date) + 365
with dates as (
  select as_of, today from metrics.month_ends
),
-- days between which no window of any month-end begins or ends count alike
cuts as (
  select distinct dates.as_of + shifts.shift as cut
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
    wins.partner_id,
    cuts.cut,
    sum(wins.credits order by wins.closed_on) as credits,
    sum(wins.credits * power(2, -(cuts.cut - wins.closed_on) / getvariable('half_life_days')) order by wins.closed_on) as recent,
    sum(wins.deals) as deals,
    sum(wins.net order by wins.closed_on) as net
  from wins
  asof join cuts on cuts.cut >= wins.closed_on
  group by wins.partner_id, cuts.cut
),
summed as (
  select
    dates.as_of,
    spans.partner_id,
    sum(spans.credits order by spans.cut)
      filter (spans.cut <= dates.as_of and spans.cut > dates.as_of - getvariable('evidence_days')) as credits,
    sum(spans.recent * power(2, -(dates.as_of - spans.cut) / getvariable('half_life_days')) order by spans.cut)
      filter (spans.cut <= dates.as_of and spans.cut > dates.as_of - getvariable('evidence_days')) as recent,
    cast(sum(spans.deals) filter (spans.cut <= dates.as_of and spans.cut > dates.as_of - 365) as integer) as before,
    cast(sum(spans.deals) filter (spans.cut > dates.as_of) as integer) as after,
    sum(spans.net order by spans.cut) filter (spans.cut <= dates.as_of and spans.cut > dates.as_of - 365) as revenue,
    sum(spans.net order by spans.cut) filter (spans.cut > dates.as_of) as revenue_next
  from dates
  join spans on spans.cut <= dates.as_of + 365 and spans.cut > dates.as_of - greatest(getvariable('evidence_days'), 365)
  group by dates.as_of, spans.partner_id
)
select * from summed order by as_of, partner_id
