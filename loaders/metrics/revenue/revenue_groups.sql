-- question: How much partner revenue comes from trusted partners, and how much from those at risk?
-- definition: Partner revenue of the window by grade of trust and by class (A, B, C) as of the same day, a partner's negative
--   net as 0. share = its part of all partner revenue; empty without revenue.
-- unit: partners, money in the reporting currency, shares
-- direction: neither
-- source: in-house definition
-- settings: none
-- grain: one row per as_of, dimension (grade, class) and member with a partner in it
-- key: as_of, dimension, member
-- formula: net = coalesce(sum(case when member in (trust.grade, segments.abc) then risk.revenue end), 0)
with grouped as (
  select as_of, 'grade' as dimension, grade as member, partner_id from metrics.trust
  union all
  select as_of, 'class' as dimension, abc as member, partner_id from metrics.segments
),
risk as (
  select as_of, partner_id, revenue from metrics.risk
),
summed as (
  select as_of, grouped.dimension, grouped.member, cast(count(*) as integer) as partners, sum(risk.revenue) as net
  from grouped
  join risk using (as_of, partner_id)
  group by as_of, grouped.dimension, grouped.member
),
revenue_groups as (
  select *, net / nullif(sum(net) over (partition by as_of, dimension), 0) as share from summed
)
select * from revenue_groups order by as_of, dimension, member
