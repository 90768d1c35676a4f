-- question: Where does group A end, and where does group C begin?
-- definition: Computed ABC over net revenue in the window, descending: X = k/n, Y = cumulative share. pareto_k = the k with
--   least X^2 + (1-Y)^2; break_even_k = partners above the mean. Class A ends at the smaller of the two (k_a partners); class C
--   starts after the k with least (X - X_max)^2 + (1-Y)^2, where X_max = the larger of the two / n (k_ab partners in A and B).
--   Partners with equal revenue at a limit stay together. No row without revenue.
-- unit: partners
-- direction: neither
-- source: Ultsch & Lotsch (2015), PLoS ONE 10:e0129767
-- settings: none
-- grain: one row per as_of with partner revenue
-- key: as_of
with members as (
  select
    as_of,
    position as k,
    counted,
    round(counted, 6) as value,
    count(*) over whole as n,
    sum(counted) over whole as total,
    sum(counted) over (partition by as_of order by position) as cumulative
  from metrics.concentration_members
  where dimension = 'partner'
  window whole as (partition by as_of)
),
points as (
  select
    as_of,
    k,
    value,
    n,
    k / n as x,
    round(cumulative / total, 12) as y,
    -- of equal thirds none is above their mean: rounded first, n of them would come to more than their sum
    counted - total / n > greatest(.0000005, 1e-12 * total / n) as above_mean
  from members
  where total > 0
),
first_limits as (
  select
    as_of,
    first(k order by round(x * x + (1 - y) * (1 - y), 12), k) as pareto_k,
    count(*) filter (above_mean) as break_even_k
  from points
  group by as_of
),
limits as (
  select
    as_of,
    first_limits.pareto_k,
    first_limits.break_even_k,
    first(
      points.k
      order by
        round(power(points.x - greatest(first_limits.pareto_k, first_limits.break_even_k) / points.n, 2) + (1 - points.y) * (1 - points.y), 12),
        points.k
    ) as last_b
  from points
  join first_limits using (as_of)
  group by as_of, first_limits.pareto_k, first_limits.break_even_k
),
values_at_limits as (
  select
    as_of,
    limits.pareto_k,
    limits.break_even_k,
    max(points.value) filter (points.k = least(limits.pareto_k, limits.break_even_k)) as least_a,
    max(points.value) filter (points.k = limits.last_b) as least_b
  from points
  join limits using (as_of)
  group by as_of, limits.pareto_k, limits.break_even_k
),
classes as (
  select
    as_of,
    cast(values_at_limits.pareto_k as integer) as pareto_k,
    cast(values_at_limits.break_even_k as integer) as break_even_k,
    cast(count(*) filter (points.value >= values_at_limits.least_a) as integer) as k_a,
    cast(count(*) filter (points.value >= values_at_limits.least_b) as integer) as k_ab
  from points
  join values_at_limits using (as_of)
  group by as_of, pareto_k, break_even_k
)
select * from classes order by as_of
