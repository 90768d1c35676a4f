-- question: How many deals were won, lost or still open at each age?
-- definition: Deals opened in the evidence window, as known at as_of, by their age in days when they were won or lost, or at
--   as_of if they were open. Sizes as in deal_paces, and all together.
-- unit: deals, days
-- direction: neither
-- source: Aalen & Johansen (1978), Scandinavian Journal of Statistics 5:141-150
-- settings: evidence_days
-- grain: one row per as_of, kind and size with such a deal: lists by age
-- key: as_of, kind, size
-- records: deals opened_on in evidence_days where it.kind not in ('partner', 'direct') or (partners = 0) = (it.kind = 'direct')
with spans as (
  select
    dates.as_of,
    deal_spans.kind,
    deal_spans.value,
    greatest(least(coalesce(deal_spans.closed_on, dates.as_of), dates.as_of) - deal_spans.opened_on, 0) as days,
    deal_spans.status = 'won' and deal_spans.closed_on <= dates.as_of as is_won,
    deal_spans.status = 'lost' and deal_spans.closed_on <= dates.as_of as is_lost
  from metrics.as_of_dates as dates
  join metrics.deal_spans on deal_spans.opened_on <= dates.as_of and dates.as_of - deal_spans.opened_on < getvariable('evidence_days')
),
paces as (
  select as_of, kind, small_until, medium_until from metrics.deal_paces where size = 'all'
),
sized as (
  select
    spans.*,
    deal_size(spans.value, paces.small_until, paces.medium_until) as size
  from spans
  left join paces using (as_of, kind)
),
counted as (
  select
    as_of,
    kind,
    size,
    days,
    count(*) filter (is_won) as won,
    count(*) filter (is_lost) as lost,
    count(*) filter (not coalesce(is_won, false) and not coalesce(is_lost, false)) as still_open
  from sized
  group by as_of, kind, size, days
),
grouped as (
  select as_of, kind, size, days, won, lost, still_open from counted where size is not null
  union all
  select as_of, kind, 'all' as size, days, sum(won) as won, sum(lost) as lost, sum(still_open) as still_open
  from counted
  group by as_of, kind, days
),
by_age as (
  select
    as_of,
    kind,
    size,
    cast(days as double) as days,
    cast(won as double) as won,
    cast(lost as double) as lost,
    cast(still_open as double) as still_open
  from grouped
),
ages as (
  select
    as_of,
    kind,
    size,
    list(days order by days) as days,
    list(won order by days) as won,
    list(lost order by days) as lost,
    list(still_open order by days) as still_open
  from by_age
  group by as_of, kind, size
)
select * from ages order by as_of, kind, size
