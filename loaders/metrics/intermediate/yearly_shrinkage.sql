-- question: How much revenue does a partner lose in a year in which it still wins deals?
-- definition: 1 - min(revenue of the next 365 days / revenue of the last, 1) of the partners of inactivity_origins that had
--   revenue and won deals again, over the month-ends whose following 365 days were over by as_of, pooled by third of the
--   partners by revenue (1 the largest; equals by id), or over all thirds if a third has fewer than 30. lost = their quantile
--   function in 20 equal parts, the mean of each, or all of them if they are fewer, each equally likely; 0 if there are none.
--   cases = how many it is taken from.
-- unit: shares of revenue
-- direction: lower is better
-- source: empirical distribution, in-house definition
-- settings: none
-- grain: one row per as_of, third and place in the order of what is lost
-- key: as_of, third, place
with dates as (
  select as_of_dates.as_of, thirds.third from metrics.as_of_dates cross join (values (1), (2), (3)) as thirds (third)
),
placed as (
  select
    as_of as origin,
    partner_id,
    outcome,
    1 - least(revenue_next / revenue, 1) as lost,
    cast(ntile(3) over (partition by as_of order by round(revenue, 6) desc, partner_id) as integer) as third
  from metrics.inactivity_origins
  where revenue > 0
),
stayed as (
  select * from placed where outcome = 0
),
own as (
  select dates.as_of, dates.third, count(*) as cases, list(stayed.lost order by stayed.lost) as losses
  from dates
  join stayed on stayed.third = dates.third and stayed.origin + 365 <= dates.as_of
  group by dates.as_of, dates.third
),
pooled as (
  select as_of_dates.as_of, count(*) as cases, list(stayed.lost order by stayed.lost) as losses
  from metrics.as_of_dates
  join stayed on stayed.origin + 365 <= as_of_dates.as_of
  group by as_of_dates.as_of
),
chosen as (
  select
    as_of,
    third,
    cast(case when own.cases >= 30 then own.cases else coalesce(pooled.cases, 0) end as integer) as cases,
    coalesce(twentieths(case when own.cases >= 30 then own.losses else pooled.losses end), [0.0::double]) as points
  from dates
  left join own using (as_of, third)
  left join pooled using (as_of)
),
shrinkage as (
  select as_of, third, cast(generate_subscripts(points, 1) as integer) as place, cases, unnest(points) as lost from chosen
)
select * from shrinkage order by as_of, third, place
