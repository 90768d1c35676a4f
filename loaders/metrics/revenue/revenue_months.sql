-- question: How did revenue go, month by month, by partner and directly?
-- definition: A partner's share of the net of won deals, by the month they closed in, up to the current as_of; deals = won deals
--   it had a share in. Excluded deals are in neither. The rows without a partner are direct revenue.
-- unit: money in the reporting currency, and deals
-- direction: higher is better
-- source: Shapley (1953), for the equal split
-- settings: none
-- grain: one row per partner (null: direct) and month with a won deal
-- key: partner_id, month
-- records: deals closed_on where status = 'won' and net is not null and (partners = 0) = (it.partner_id is null)
-- formula: net = sum(deals.credited_net);
--   deals = count(deals.deal_id)
with latest as (
  select as_of from metrics.as_of_dates where is_current
),
months as (
  select
    deal_credits.partner_id,
    cast(date_trunc('month', deal_credits.closed_on) as date) as month,
    sum(deal_credits.credited_net) as net,
    cast(count(*) as integer) as deals
  from facts.deal_credits
  join latest on deal_credits.closed_on <= latest.as_of
  where deal_credits.status = 'won' and deal_credits.net is not null
  group by all
)
select * from months order by partner_id nulls first, month
