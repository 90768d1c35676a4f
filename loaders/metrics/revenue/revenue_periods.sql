-- question: How much did each partner bring by month, quarter and fiscal year, and in the same period a year before?
-- definition: net = the partner's share of the net of won deals closed in the period; the running period up to the current
--   as_of. net_before = the same for the period a year before; for the running one, for the same days a year before. Empty if
--   the records do not go back far enough. is_complete = all its days are over; pages call a period complete only if it also
--   ended by the last delivery of deals. Deals without an exchange rate are in neither; left_out and left_out_before = how many
--   won deals of the period, and of the one a year before, that are. The rows without a partner are direct revenue.
-- unit: money in the reporting currency, and deals
-- direction: higher is better
-- source: Shapley (1953), for the equal split
-- settings: none
-- grain: one row per partner (empty: direct), period_kind (month, quarter, year) and starts_on, from the first with a deal in it
-- key: partner_id, period_kind, starts_on
-- records: deals where status = 'won' and net is not null and (partners = 0) = (it.partner_id is null)
--   and closed_on between it.starts_on and it.ends_on
-- formula: net = coalesce(sum(deals.credited_net), 0);
--   deals = count(deals.deal_id);
--   difference = net - net_before
with periods as (
  select * from metrics.fiscal_periods
),
won as (
  select
    partner_id,
    closed_on,
    count(net) as deals,
    count(*) - count(net) as left_out,
    sum(credited_net) filter (net is not null) as net
  from facts.deal_credits
  where status = 'won'
  group by partner_id, closed_on
),
counted as (
  select
    won.partner_id,
    periods.period_kind,
    periods.starts_on,
    sum(won.deals) as deals,
    sum(won.net) as net,
    sum(won.left_out) as left_out,
    null as deals_before,
    null as net_before,
    null as left_out_before
  from periods
  join won on won.closed_on between periods.starts_on and periods.counted_until
  group by won.partner_id, periods.period_kind, periods.starts_on
  union all
  select won.partner_id, periods.period_kind, periods.starts_on, null, null, null, sum(won.deals), sum(won.net), sum(won.left_out)
  from periods
  join won on periods.has_before and won.closed_on between periods.before_starts_on and periods.before_until
  group by won.partner_id, periods.period_kind, periods.starts_on
),
summed as (
  select
    partner_id,
    period_kind,
    starts_on,
    sum(deals) as deals,
    money_sum(sum(net)) as net,
    sum(left_out) as left_out,
    sum(deals_before) as deals_before,
    money_sum(sum(net_before)) as net_before,
    sum(left_out_before) as left_out_before
  from counted
  group by partner_id, period_kind, starts_on
),
spans as (
  select partner_id, period_kind, min(starts_on) as first_on from summed where deals > 0 group by partner_id, period_kind
),
compared as (
  select
    spans.partner_id,
    periods.period_kind,
    periods.starts_on,
    periods.ends_on,
    periods.is_complete,
    cast(coalesce(summed.net, 0) as double) as net,
    cast(coalesce(summed.deals, 0) as integer) as deals,
    cast(coalesce(summed.left_out, 0) as integer) as left_out,
    cast(coalesce(summed.left_out_before, 0) as integer) as left_out_before,
    case when periods.has_before then cast(coalesce(summed.net_before, 0) as double) end as net_before,
    case when periods.has_before then cast(coalesce(summed.deals_before, 0) as integer) end as deals_before
  from spans
  join periods on periods.period_kind = spans.period_kind and periods.starts_on >= spans.first_on
  left join summed
    on summed.partner_id is not distinct from spans.partner_id
    and summed.period_kind = periods.period_kind
    and summed.starts_on = periods.starts_on
),
revenue_periods as (
  select *, net - net_before as difference from compared
)
select * from revenue_periods order by partner_id nulls first, period_kind, starts_on
