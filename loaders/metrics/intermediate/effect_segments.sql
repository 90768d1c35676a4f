-- question: How do deals with a partner compare with direct ones in each segment that has both?
-- definition: Segments (industry by size of customer) of sourcing with deals of both kinds: weight = all deals of the segment;
--   size_weight = the same where both have won, else empty. win_lower to direct_upper = Wilson's 90% limits of both win rates.
-- unit: deals, shares, days, money in the reporting currency
-- direction: win_rate: higher is better
-- source: Wilson (1927), JASA 22:209-212
-- settings: none
-- grain: one row per as_of, involvement (with_partner, sourced, influenced), industry and customer_size
-- key: as_of, involvement, industry, customer_size
with cells as (
  select * from metrics.sourcing
),
pairs as (
  select
    as_of,
    p.involvement,
    industry,
    customer_size,
    p.deals + d.deals as weight,
    p.deals,
    d.deals as direct_deals,
    p.win_rate,
    wilson_lower(p.win_rate * p.deals, p.deals, 1.6449::double) as win_lower,
    wilson_upper(p.win_rate * p.deals, p.deals, 1.6449::double) as win_upper,
    d.win_rate as direct_win_rate,
    wilson_lower(d.win_rate * d.deals, d.deals, 1.6449::double) as direct_lower,
    wilson_upper(d.win_rate * d.deals, d.deals, 1.6449::double) as direct_upper,
    p.cycle_days,
    d.cycle_days as direct_cycle_days,
    p.deal_size,
    d.deal_size as direct_deal_size,
    case when p.deal_size is not null and d.deal_size is not null then p.deals + d.deals end as size_weight
  from cells as p
  join cells as d using (as_of, industry, customer_size)
  where p.involvement <> 'direct' and d.involvement = 'direct'
)
select * from pairs order by as_of, involvement, industry, customer_size
