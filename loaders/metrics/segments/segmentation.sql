-- question: How few partners bring most of the revenue?
-- definition: k80 = the fewest partners that bring 80% of the net revenue of the window; partners_for_80 = k80 / partners;
--   top20_share = what the top fifth brings; k_a partners are in class A, k_ab in A and B. Without revenue nobody is in A or B
--   and the shares are empty.
-- unit: partners, and shares
-- direction: neither
-- source: Ultsch & Lotsch (2015), PLoS ONE 10:e0129767
-- settings: none
-- grain: one row per as_of
-- key: as_of
-- formula: partners_for_80 = k80 / nullif(partners, 0)
with concentration as (
  select as_of, n, top20_share from metrics.concentration where dimension = 'partner'
),
cumulated as (
  select as_of, position, sum(share) over (partition by as_of order by position) as share
  from metrics.concentration_members
  where dimension = 'partner'
),
eighty as (
  select as_of, cast(min(position) as integer) as k80
  from cumulated
  where round(share, 12) >= .8
  group by as_of
),
segmentation as (
  select
    as_of,
    concentration.n as partners,
    eighty.k80,
    eighty.k80 / nullif(concentration.n, 0) as partners_for_80,
    concentration.top20_share,
    coalesce(abc_limits.k_a, 0) as k_a,
    coalesce(abc_limits.k_ab, 0) as k_ab
  from concentration
  left join eighty using (as_of)
  left join metrics.abc_limits using (as_of)
)
select * from segmentation order by as_of
