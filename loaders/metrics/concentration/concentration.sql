-- question: On how few partners, customers and reps does revenue depend?
-- definition: Over the shares s of the members: hhi = sum s^2; effective_n = 1 / hhi; entropy_n = exp(-sum s ln s); cr1, cr3 =
--   the largest one and three; top20_share = the largest fifth of the members, rounded up; gini corrected by n / (n - 1), empty
--   for one member. band by hhi: low, moderate, high. n = members, including those without revenue.
-- unit: total in the reporting currency; shares; effective members
-- direction: hhi, cr1, cr3, gini: lower is better; effective_n, entropy_n: higher is better
-- source: Hill (1973), Ecology 54:427-432; Gini corrected after Deltas (2003); bands of the 2023 Merger Guidelines, section 2.1
-- settings: hhi_low_max, hhi_moderate_max
-- grain: one row per as_of and dimension
-- key: as_of, dimension
-- formula: total = sum(concentration_members.counted);
--   hhi = sum(concentration_members.share * concentration_members.share);
--   effective_n = 1 / hhi;
--   cr1 = max(concentration_members.share);
--   entropy_n = exp(-sum(concentration_members.share * ln(nullif(concentration_members.share, 0))))
with dimensions as (
  select as_of_dates.as_of, dimensions.dimension
  from metrics.as_of_dates
  cross join (values ('partner'), ('customer'), ('rep')) as dimensions (dimension)
),
members as (
  select *, count(*) over (partition by as_of, dimension) as n from metrics.concentration_members
),
summed as (
  select
    as_of,
    dimension,
    n,
    sum(counted) as total,
    sum(share * share) as hhi,
    exp(-sum(share * ln(nullif(share, 0)))) as entropy_n,
    sum(share) filter (position = 1) as cr1,
    sum(share) filter (position <= 3) as cr3,
    sum(share) filter (position <= (n + 4) // 5) as top20_share,
    sum((n + 1 - position) * share) as ascending
  from members
  group by as_of, dimension, n
),
concentration as (
  select
    as_of,
    dimension,
    cast(coalesce(summed.n, 0) as integer) as n,
    coalesce(summed.total, 0) as total,
    summed.hhi,
    1 / summed.hhi as effective_n,
    summed.entropy_n,
    summed.cr1,
    summed.cr3,
    summed.top20_share,
    (2 * summed.ascending - (summed.n + 1)) / nullif(summed.n - 1, 0) as gini,
    case
      when round(summed.hhi, 12) < getvariable('hhi_low_max') then 'low'
      when round(summed.hhi, 12) <= getvariable('hhi_moderate_max') then 'moderate'
      when summed.hhi is not null then 'high'
    end as band
  from dimensions
  left join summed using (as_of, dimension)
)
select * from concentration order by as_of, dimension
