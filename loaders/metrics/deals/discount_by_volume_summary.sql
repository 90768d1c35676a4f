-- question: Do discounts follow sales?
-- definition: Spearman's rank correlation of discount and net sold over the partners of discount_by_volume: 1 = the more a
--   partner sells, the higher its discount; 0 = no relation; -1 = the reverse. Empty for fewer than 3 partners, or if all have
--   the same.
-- unit: correlation from -1 to 1, and partners
-- direction: higher is better
-- source: Spearman (1904), American Journal of Psychology 15:72-101
-- settings: none
-- grain: one row per as_of with a discount recorded
-- key: as_of
with placed as (
  select as_of, discount_rank, net_rank from metrics.discount_by_volume
),
moments as (
  select
    as_of,
    count(*) as partners,
    covar_pop(discount_rank, net_rank) as together,
    var_pop(discount_rank) * var_pop(net_rank) as apart
  from placed
  group by as_of
),
summary as (
  select
    as_of,
    cast(partners as integer) as partners,
    case when partners >= 3 and apart > 0 then together / sqrt(apart) end as rank_correlation
  from moments
)
select * from summary order by as_of
