-- question: How soon does a new partner win its first deal?
-- definition: Kaplan-Meier: median_days = the first day after which half or fewer still wait, empty if that is not reached;
--   waiting_365 = the share still waiting after 365 days, empty if nobody has been followed that long and some still wait.
-- unit: days, and a share
-- direction: lower is better
-- source: Kaplan & Meier (1958), JASA 53:457-481
-- settings: none
-- grain: one row per as_of
-- key: as_of
with curve as (
  select * from metrics.first_deal_curve where cohort = 'all'
),
summary as (
  select
    as_of,
    min(days) filter (round(waiting, 12) <= .5) as median_days,
    coalesce(last(waiting order by days) filter (days <= 365), 1) as waiting_365,
    max(days) as longest
  from curve
  group by as_of
),
first_deal as (
  select
    as_of,
    summary.median_days,
    case when summary.longest >= 365 or round(summary.waiting_365, 12) = 0 then summary.waiting_365 end as waiting_365
  from metrics.as_of_dates
  left join summary using (as_of)
)
select * from first_deal order by as_of
