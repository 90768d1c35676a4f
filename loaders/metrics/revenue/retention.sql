-- question: How much of last year's partner revenue do the same partners bring this year?
-- definition: Over the partners with revenue in the window before the current one: gross = the sum of min(now, before) / the
--   sum of before (kept, now and before are these sums); net = the sum of now / the sum of before; a negative revenue counts
--   as 0. Over all, and by what was known by the end of the window before: the grade of trust of the latest month-end, and the
--   class (A, B, C) of the latest as-of date. Empty if nobody brought revenue then. is_covered: a deal was closed on the first
--   day of the window before or earlier, so that the records cover all of it.
-- unit: shares; money in the reporting currency
-- direction: higher is better
-- source: gross and net revenue retention, as annual reports of subscription companies define them
-- settings: window_days
-- grain: one row per as_of, dimension (all, grade, class) and member
-- key: as_of, dimension, member
-- formula: gross = kept / nullif(before, 0);
--   net = now / nullif(before, 0)
with wins as (
  select partner_id, list({day: closed_on, net: credited_net} order by closed_on, deal_id) as days
  from facts.deal_credits
  where status = 'won' and net is not null and partner_id is not null
  group by partner_id
),
records as (
  select min(closed_on) as first_on from facts.deal_credits where status in ('won', 'lost')
),
windows as (
  select
    dates.as_of,
    cast(dates.as_of - getvariable('window_days') as date) as then_on,
    coalesce(records.first_on <= dates.as_of - 2 * getvariable('window_days') + 1, false) as is_covered
  from metrics.as_of_dates as dates
  cross join records
),
parts as (
  select windows.as_of, windows.then_on, wins.partner_id,
    list_filter(wins.days, lambda won : won.day <= windows.as_of and won.day > windows.then_on) as later,
    list_filter(wins.days, lambda won : won.day <= windows.then_on and won.day > windows.then_on - getvariable('window_days')) as earlier
  from windows
  cross join wins
),
had as (
  select as_of, then_on, partner_id,
    greatest(coalesce(money_sum(list_sum(list_transform(later, lambda won : won.net))), 0), 0) as now,
    money_sum(list_sum(list_transform(earlier, lambda won : won.net))) as before
  from parts
  where before > 0
),
graded as (
  select had.as_of, had.partner_id, arg_max_null(grades.grade, grades.as_of) as grade
  from had
  join metrics.trust_grades as grades on grades.partner_id = had.partner_id and grades.as_of <= had.then_on
  group by had.as_of, had.partner_id
),
classed as (
  select had.as_of, had.partner_id, arg_max_null(segments.abc, segments.as_of) as abc
  from had
  join metrics.segments as segments on segments.partner_id = had.partner_id and segments.as_of <= had.then_on
  group by had.as_of, had.partner_id
),
listed as (
  select as_of, 'all' as dimension, 'all' as member, partner_id, now, before from had
  union all
  select had.as_of, 'grade' as dimension, coalesce(graded.grade, 'not_rated') as member, had.partner_id, had.now, had.before
  from had left join graded using (as_of, partner_id)
  union all
  select had.as_of, 'class' as dimension, classed.abc as member, had.partner_id, had.now, had.before
  from had join classed using (as_of, partner_id)
),
members as (
  select
    as_of, dimension, member,
    cast(count(*) as integer) as partners,
    sum(before order by partner_id) as before,
    sum(least(now, before) order by partner_id) as kept, sum(now order by partner_id) as now,
    sum(least(now, before) order by partner_id) / sum(before order by partner_id) as gross,
    sum(now order by partner_id) / sum(before order by partner_id) as net
  from listed
  group by as_of, dimension, member
),
retention as (
  select
    as_of, 'all' as dimension, 'all' as member,
    coalesce(overall.partners, 0) as partners,
    coalesce(overall.before, 0) as before, coalesce(overall.kept, 0) as kept, coalesce(overall.now, 0) as now,
    overall.gross, overall.net,
    windows.is_covered
  from windows
  left join (select * from members where dimension = 'all') as overall using (as_of)
  union all
  select members.*, windows.is_covered
  from members
  join windows using (as_of)
  where members.dimension <> 'all'
)
select * from retention order by as_of, dimension, member
