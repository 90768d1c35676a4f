-- question: At which days is a grade of trust computed?
-- definition: The as-of dates, and before them every month-end since the first evidence, because a grade depends on the grades
--   before it. So it is the same whatever dates metrics are computed for.
-- unit: date
-- direction: neither
-- source: in-house definition
-- settings: none
-- grain: one row per day
-- key: as_of
with asked as (
  select as_of from metrics.as_of_dates
),
months as (
  select
    unnest(generate_series(date_trunc('month', min(evidence.dated_on)), date_trunc('month', max(asked.as_of)), interval 1 month)) as month
  from facts.evidence
  cross join asked
),
days as (
  select as_of from asked
  union
  select cast(month - interval 1 day as date) as as_of from months where month <= (select max(as_of) from asked)
)
select * from days order by as_of
