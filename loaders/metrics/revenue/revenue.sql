-- question: How much did won deals bring in the revenue window, through partners and directly?
-- definition: net = amount - refunded of the won deals closed in the window, in the reporting currency; deals = how many;
--   excluded_deals = those of them that have no rate for their month and are left out of money figures; negative_deals = those
--   refunded beyond their amount. Both kinds add up to all.
-- unit: money in the reporting currency, and deals
-- direction: higher is better
-- source: in-house definition
-- settings: window_days
-- grain: one row per as_of and kind (partner, direct)
-- key: as_of, kind
-- records: deals closed_on in window_days where status = 'won' and (partners = 0) = (it.kind = 'direct')
-- formula: net = coalesce(sum(deals.net), 0);
--   deals = count(deals.deal_id);
--   excluded_deals = count(case when deals.excluded then 1 end)
with kinds as (
  select as_of_dates.as_of, kinds.kind
  from metrics.as_of_dates
  cross join (values ('partner'), ('direct')) as kinds (kind)
),
won as (
  select distinct deal_id, case when partner_id is null then 'direct' else 'partner' end as kind, closed_on, net, excluded
  from facts.deal_credits
  where status = 'won'
),
summed as (
  select
    dates.as_of,
    won.kind,
    sum(won.net) as net,
    count(*) as deals,
    count(*) filter (won.excluded) as excluded_deals,
    count(*) filter (won.net < 0) as negative_deals
  from metrics.as_of_dates as dates
  join won on won.closed_on <= dates.as_of
  where dates.as_of - won.closed_on < getvariable('window_days')
  group by dates.as_of, won.kind
),
revenue as (
  select
    as_of,
    kind,
    cast(coalesce(summed.net, 0) as double) as net,
    cast(coalesce(summed.deals, 0) as integer) as deals,
    cast(coalesce(summed.excluded_deals, 0) as integer) as excluded_deals,
    cast(coalesce(summed.negative_deals, 0) as integer) as negative_deals
  from kinds
  left join summed using (as_of, kind)
)
select * from revenue order by as_of, kind desc
