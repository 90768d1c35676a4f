-- question: How many partners are below their pace, and how many would be by chance alone?
-- definition: tested = partners with at least 1 referral expected; alarms and watches among them, by season_level of trend; expected_false = watch_max_p
--   * tested, the number of watches to expect if no partner's pace has changed.
-- unit: partners
-- direction: alarms, watches: lower is better
-- source: Benjamini & Hochberg (1995), JRSS B 57:289-300
-- settings: watch_max_p
-- grain: one row per as_of
-- key: as_of
-- formula: expected_false = watch_max_p * tested
with trend as (
  select * from metrics.as_of_dates left join metrics.trend using (as_of)
),
summary as (
  select
    as_of,
    cast(count(p_quiet) as integer) as tested,
    cast(count(*) filter (season_level = 'alarm') as integer) as alarms,
    cast(count(*) filter (season_level = 'watch') as integer) as watches,
    getvariable('watch_max_p')::double * count(p_quiet) as expected_false
  from trend
  group by as_of
)
select * from summary order by as_of
