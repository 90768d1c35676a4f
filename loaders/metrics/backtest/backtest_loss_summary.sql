-- question: Was the loss of a bad year (1 in 20) exceeded in 1 of 20 past years?
-- definition: origins = rows of backtest_loss with a forecast; failures = those whose realised loss exceeded the forecast of a
--   bad year; kupiec = the likelihood ratio of the share of failures against 1 in 20, chi-squared with one degree of freedom
--   (overlapping years count for less than their number); holds = kupiec is at most 2.706 (90%), or no year is over.
--   worst_share = the largest realised loss as a share of the revenue before it, worst_on = its date.
-- unit: years; likelihood ratio; share
-- direction: kupiec: lower is better
-- source: Kupiec (1995), Journal of Derivatives 3(2):73-84
-- settings: none
-- grain: one row, at the current as_of
-- key: as_of
with years as (
  select * from metrics.backtest_loss
),
summed as (
  select
    cast(count(failed) as integer) as origins,
    cast(count(*) filter (failed) as integer) as failures,
    max(realised / revenue) as worst_share,
    arg_max(as_of, realised / revenue) as worst_on
  from years
),
tested as (
  select *, case when origins > 0 then kupiec(failures, origins, .05) end as kupiec from summed
),
summary as (
  select
    as_of_dates.as_of,
    tested.*,
    coalesce(tested.kupiec <= 2.706, true) as holds
  from tested
  cross join metrics.as_of_dates
  where as_of_dates.is_current
)
select * from summary
