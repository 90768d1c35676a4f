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
-- each partner's days in one list, which is sorted once, not for each month-end
listed as (
  select partner_id, list({cut: cut, credits: credits, recent: recent, deals: deals, net: net} order by cut) as spans
  from spans
  group by partner_id
),
parts as (
  select dates.as_of, listed.partner_id,
    list_filter(listed.spans, lambda span : span.cut <= dates.as_of and span.cut > dates.as_of - getvariable('evidence_days')) as seen,
    list_filter(listed.spans, lambda span : span.cut <= dates.as_of and span.cut > dates.as_of - 365) as year,
    list_filter(listed.spans, lambda span : span.cut > dates.as_of and span.cut <= dates.as_of + 365) as next
  from dates
  cross join listed
),
summed as (
  select
    as_of,
    partner_id,
    list_sum(list_transform(seen, lambda span : span.credits)) as credits,
    list_sum(
      list_transform(seen, lambda span : span.recent * power(2, -(as_of - span.cut) / getvariable('half_life_days')))
    ) as recent,
    cast(list_sum(list_transform(year, lambda span : span.deals)) as integer) as before,
    cast(list_sum(list_transform(next, lambda span : span.deals)) as integer) as after,
    money_sum(list_sum(list_transform(year, lambda span : span.net))) as revenue,
    money_sum(list_sum(list_transform(next, lambda span : span.net))) as revenue_next
  from parts
  where len(seen) + len(year) + len(next) > 0
)
select * from summed order by as_of, partner_id
