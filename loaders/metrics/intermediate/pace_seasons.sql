-- question: How many referrals and deals do these days of the year bring, against an even pace?
-- definition: Over all partners, for each signal of pace_tests and the windows of 90 and 180 days: the same days one and two
--   years before, against the year with these days in its middle. factor = their part of that year's, over the part of its days;
--   a season only where it is at most half in both years or at least double in both, by three standard deviations of an even
--   year, and the records cover both: one year may have been an exception, or lack a delivery. Of two years the factor nearer
--   to 1. No row where no season is known.
-- unit: factor of an even pace
-- direction: neither
-- source: in-house definition
-- settings: none
-- grain: one row per as_of, signal and window_days
-- key: as_of, signal, window_days
with events as (
  select 'referrals_received' as signal, made_on as day, 1.0 as credit from facts.referrals where direction = 'received'
  union all
  select 'deals_opened' as signal, opened_on as day, credit
  from facts.deal_credits
  where partner_id is not null and opened_on is not null
  union all
  select 'deals_won' as signal, closed_on as day, credit from facts.deal_credits where partner_id is not null and status = 'won'
),
totals as (
  select signal, day, sum(sum(credit)) over (partition by signal order by day) as total
  from events
  group by signal, day
),
windows as (
  select
    dates.as_of,
    signals.signal,
    days.window_days,
    ago.years,
    dates.as_of - 365 * ago.years as until,
    (365 - days.window_days) // 2 as around
  from metrics.as_of_dates as dates
  cross join (select distinct signal from totals) as signals
  cross join (values (90), (180)) as days (window_days)
  cross join (values (1), (2)) as ago (years)
),
edges as (
  select
    windows.*,
    unnest(['window_from', 'window_to', 'year_from', 'year_to']) as edge,
    unnest([until - window_days, until, until - window_days - around, until + around]) as day
  from windows
),
counted as (
  select
    edges.as_of,
    edges.signal,
    edges.window_days,
    edges.years,
    edges.window_days / (edges.window_days + 2 * edges.around) as part,
    max(totals.total) filter (edges.edge = 'window_to') - max(totals.total) filter (edges.edge = 'window_from') as seen,
    max(totals.total) filter (edges.edge = 'year_to') - max(totals.total) filter (edges.edge = 'year_from') as in_year
  from edges
  asof join totals on totals.signal = edges.signal and totals.day <= edges.day
  group by edges.as_of, edges.signal, edges.window_days, edges.years, edges.around
),
years as (
  select
    *,
    seen / in_year / part as factor,
    abs(seen - in_year * part) >= 3 * sqrt(in_year * part * (1 - part)) as is_clear
  from counted
  where in_year > 0
),
pairs as (
  select
    as_of,
    signal,
    window_days,
    max(factor) as highest,
    min(factor) as lowest,
    count(*) as covered,
    bool_and(is_clear) as is_clear
  from years
  group by as_of, signal, window_days
),
seasons as (
  select as_of, signal, window_days, case when highest <= .5 then highest else lowest end as factor
  from pairs
  where is_clear and covered = 2 and (highest <= .5 or lowest >= 2)
)
select * from seasons order by as_of, signal, window_days
