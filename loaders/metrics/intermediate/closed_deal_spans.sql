-- question: How did the closed deals of each kind end, between the dates at which they count?
-- definition: Closed deals, each once, summed per kind (industry of the deal, else of its customer; size of the customer;
--   involvement of partners; leadership) and per pair of as-of dates between which they count in the evidence window. days =
--   sum of days from opened to closed; sized = won deals of known net, net = their sum.
-- unit: deals, days, money in the reporting currency
-- direction: neither
-- source: in-house definition
-- settings: evidence_days
-- grain: one row per seen_from, evidence_until, industry, customer_size, involvement, has_partner and leadership with deals
-- key: seen_from, evidence_until, industry, customer_size, involvement, has_partner, leadership
-- records: deals closed_on where status in ('won', 'lost') and closed_on <= cast(it.seen_from as date) and industry is not distinct from
--   it.industry and customer_size is not distinct from it.customer_size and leadership is not distinct from it.leadership
with closed as (
  select *, partners > 0 as has_partner from facts.deal_profiles where status in ('won', 'lost')
),
spans as (
  select
    calendar.seen_from,
    calendar.evidence_until,
    closed.industry,
    closed.customer_size,
    closed.involvement,
    closed.has_partner,
    closed.leadership,
    cast(count(*) as integer) as deals,
    cast(count(*) filter (closed.status = 'won') as integer) as won,
    cast(sum(closed.closed_on - closed.opened_on) as double) as days,
    cast(count(closed.net) filter (closed.status = 'won') as integer) as sized,
    sum(closed.net) filter (closed.status = 'won') as net
  from closed
  join metrics.calendar as calendar on calendar.day = closed.closed_on
  group by all
)
select * from spans order by all
