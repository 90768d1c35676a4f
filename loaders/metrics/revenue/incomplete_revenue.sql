-- question: Is so much revenue excluded, for lack of exchange rates, that shares of the rest don't describe the whole?
-- definition: won_deals of the revenue window, and excluded_deals of them that have no exchange rate for their month. Without a
--   rate the value of an amount is unknown, so incomplete = they are at least half of the deals, or their amounts at face value
--   are at least as much as the revenue that is counted. material = more than one in 20, either way: each sentence then says so.
-- unit: deals
-- direction: excluded_deals: lower is better
-- source: in-house definition
-- settings: none
-- grain: one row per as_of
-- key: as_of
-- formula: won_deals = sum(revenue.deals); excluded_deals = sum(revenue.excluded_deals)
with revenue as (
  select
    as_of,
    cast(sum(deals) as integer) as won_deals,
    cast(sum(excluded_deals) as integer) as excluded_deals,
    sum(net) as net
  from metrics.revenue
  group by as_of
),
excluded as (
  select as_of, sum(amount) as face from metrics.excluded_money where partner_id is null group by as_of
),
incomplete as (
  select
    as_of,
    revenue.won_deals,
    revenue.excluded_deals,
    revenue.excluded_deals > 0
      and (2 * revenue.excluded_deals >= revenue.won_deals or coalesce(excluded.face, 0) >= revenue.net) as incomplete,
    revenue.excluded_deals > 0
      and (20 * revenue.excluded_deals > revenue.won_deals or 20 * coalesce(excluded.face, 0) > revenue.net) as material
  from revenue
  left join excluded using (as_of)
)
select * from incomplete order by as_of
