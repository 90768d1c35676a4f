-- question: How old are deals of each size when they are won or lost?
-- definition: Deals closed in the evidence window, with partners and direct separately. Sizes are thirds of the won deals by
--   value (small, medium, large); all = all sizes together, used in place of a size with too few won deals. won_days, lost_days
--   = the median age at which they were won or lost; stalled_after_days = the age that stalled_share of the won ones did not
--   exceed.
-- unit: money in the reporting currency, deals, days
-- direction: lower is better
-- source: in-house definition
-- settings: evidence_days, stalled_share, pace_deals_min
-- grain: one row per as_of, kind (partner, direct) and size with a closed deal
-- key: as_of, kind, size
-- records: deals closed_on in evidence_days where status in ('won', 'lost') and (it.kind not in ('partner', 'direct') or
--   (partners = 0) = (it.kind = 'direct'))
with closed as not materialized (
  select dates.as_of, spans.kind, spans.status, spans.value, greatest(spans.closed_on - spans.opened_on, 0) as days
  from metrics.as_of_dates as dates
  join metrics.deal_spans as spans on spans.closed_on <= dates.as_of and dates.as_of - spans.closed_on < getvariable('evidence_days')
),
limits as (
  select as_of, kind, quantile_cont(value, 1 / 3) as small_until, quantile_cont(value, 2 / 3) as medium_until
  from closed
  where status = 'won' and value is not null
  group by as_of, kind
  having count(*) >= 3 * getvariable('pace_deals_min')
),
-- millions of deals have few ages
sized as (
  select
    as_of,
    kind,
    deal_size(closed.value, limits.small_until, limits.medium_until) as size,
    closed.status,
    closed.days,
    count(*) as deals
  from closed
  left join limits using (as_of, kind)
  group by all
),
counted as (
  select as_of, kind, size, status, days, deals from sized where size is not null
  union all
  select as_of, kind, 'all' as size, status, days, sum(deals) as deals from sized group by as_of, kind, status, days
),
ranked as (
  select
    *,
    sum(deals) over (partition by as_of, kind, size, status order by days) as up_to,
    cast(sum(deals) over (partition by as_of, kind, size, status) as double) as among
  from counted
),
halves as (
  select
    as_of, kind, size, status, cast(among as integer) as deals,
    counted_quantile(days, up_to, (among - 1) * .5) as half,
    counted_quantile(days, up_to, (among - 1) * getvariable('stalled_share')) as stalled_after
  from ranked
  group by as_of, kind, size, status, among
),
bounded as (
  select halves.*, limits.small_until, limits.medium_until from halves left join limits using (as_of, kind)
),
paces as (
  select
    as_of,
    kind,
    size,
    any_value(small_until) as small_until,
    any_value(medium_until) as medium_until,
    coalesce(max(deals) filter (status = 'won'), 0) as won,
    coalesce(max(deals) filter (status = 'lost'), 0) as lost,
    max(half) filter (status = 'won') as won_days,
    max(half) filter (status = 'lost') as lost_days,
    max(stalled_after) filter (status = 'won') as stalled_after_days
  from bounded
  group by as_of, kind, size
)
select * from paces order by as_of, kind, size
