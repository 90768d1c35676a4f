-- question: How did revenue by month, quarter and fiscal year compare with the same period a year before?
-- definition: The sum of revenue_periods over all partners, and of direct revenue. deals = won deals, each counted once; largest
--   = the net of the largest of them; net_new = the net of partners whose first deal was opened after the same period a year
--   before. change = net / net_before - 1, if there was revenue a year before. is_complete = all its days are over; pages call a
--   period complete only if it also ended by the last delivery of deals. left_out and left_out_before = the won deals of the
--   period, and of the one a year before, that have no exchange rate and are in neither sum.
-- unit: money in the reporting currency, deals, and a fraction
-- direction: higher is better
-- source: in-house definition
-- settings: none
-- grain: one row per kind (partner, direct), period_kind (month, quarter, year) and starts_on
-- key: kind, period_kind, starts_on
-- records: deals where status = 'won' and net is not null and (partners = 0) = (it.kind = 'direct')
--   and closed_on between it.starts_on and it.ends_on
-- formula: net = coalesce(sum(deals.net), 0);
--   deals = count(deals.deal_id);
--   difference = net - net_before;
--   change = case when net_before > 0 then net / net_before - 1 end
with periods as (
  select kinds.kind, fiscal_periods.*
  from metrics.fiscal_periods as fiscal_periods
  cross join (values ('partner'), ('direct')) as kinds (kind)
),
firsts as (
  select partner_id, min(opened_on) as first_on from facts.deal_credits where partner_id is not null group by partner_id
),
parts as (
  select
    case when partner_id is null then 'direct' else 'partner' end as kind,
    period_kind,
    starts_on,
    money_sum(sum(revenue_periods.net)) as net,
    money_sum(sum(revenue_periods.net_before)) as net_before,
    money_sum(sum(revenue_periods.net) filter (firsts.first_on > fiscal_periods.ends_on - interval 1 year)) as net_new
  from metrics.revenue_periods as revenue_periods
  join metrics.fiscal_periods as fiscal_periods using (period_kind, starts_on)
  left join firsts using (partner_id)
  group by all
),
won as (
  select deal_id, closed_on, case when partner_id is null then 'direct' else 'partner' end as kind, sum(credited_net) as net
  from facts.deal_credits
  where status = 'won'
  group by all
),
wins as (
  select
    periods.kind,
    periods.period_kind,
    periods.starts_on,
    count(won.net) as deals,
    count(*) - count(won.net) as left_out,
    max(won.net) as largest
  from periods
  join won on won.kind = periods.kind and won.closed_on between periods.starts_on and periods.counted_until
  group by all
),
left_out as (
  select periods.kind, periods.period_kind, periods.starts_on, count(*) as deals
  from periods
  join won on won.kind = periods.kind and won.closed_on between periods.before_starts_on and periods.before_until
  where periods.has_before and won.net is null
  group by all
),
compared as (
  select
    periods.kind,
    periods.period_kind,
    periods.starts_on,
    periods.ends_on,
    periods.counted_until,
    periods.is_complete,
    coalesce(parts.net, 0) as net,
    case when periods.has_before then coalesce(parts.net_new, 0) end as net_new,
    cast(coalesce(wins.deals, 0) as integer) as deals,
    cast(coalesce(wins.left_out, 0) as integer) as left_out,
    cast(coalesce(left_out.deals, 0) as integer) as left_out_before,
    wins.largest,
    case when periods.has_before then coalesce(parts.net_before, 0) end as net_before
  from periods
  left join parts using (kind, period_kind, starts_on)
  left join wins using (kind, period_kind, starts_on)
  left join left_out using (kind, period_kind, starts_on)
),
revenue_comparison as (
  select *, net - net_before as difference, case when net_before > 0 then net / net_before - 1 end as change from compared
)
select * from revenue_comparison order by kind desc, period_kind, starts_on
