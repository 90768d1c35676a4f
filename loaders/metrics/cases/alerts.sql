-- question: What needs attention, and what is at stake?
-- definition: What the alert_ files list at as_of. at_stake = likelihood * value, what is expected to be lost if nothing is done, 0 where what is at stake is no money (hours, referrals); rank by
--   it, the largest first. raised_on = the first as_of since when it has been listed at every one; since = the day it began
--   (began_on) where that is known, else raised_on, null where that is the first as_of of all. Changes (grade_drop, concentration, they_owe, we_owe) are alerts for window_days
--   from raised_on, and only where an earlier as_of did not list them. alert_id = the first 16 hex digits of md5 of kind and
--   subject (the partner, customer, group, or the deal that starts it), never of a date.
-- unit: at_stake, value in the reporting currency; size in size_unit
-- direction: lower is better
-- source: definition of the house
-- settings: window_days
-- grain: one row per as_of and alert
-- key: as_of, alert_id, kind, subject
-- formula: at_stake = coalesce(likelihood * value, 0)
with leads as (
  select
    as_of, kind, partner_id as subject, partner_id, cast(null as varchar) as customer_id, level, began_on, cast(size as double) as size, 'leads' as size_unit,
    cast(seen as double) as seen, cast(expected as double) as expected, detail, likelihood, value
  from metrics.alert_leads
),
promises as (
  select
    as_of, kind, partner_id as subject, partner_id, cast(null as varchar) as customer_id, level, began_on, size,
    case kind when 'grade_drop' then 'points' else 'money' end as size_unit, seen, expected, detail, likelihood, value
  from metrics.alert_trust
),
concentrations as (
  select
    as_of, kind, subject, partner_id, customer_id, 'watch' as level, cast(null as date) as began_on, size, 'money' as size_unit,
    seen, cast(null as double) as expected, detail, likelihood, value
  from metrics.alert_concentration
),
deals as (
  select
    as_of, kind, subject, partner_id, customer_id, 'watch' as level, began_on, size, 'money' as size_unit,
    cast(seen as double) as seen, cast(null as double) as expected, detail, likelihood, value
  from metrics.alert_deals
),
care as (
  select
    as_of, kind, subject, partner_id, customer_id, 'watch' as level, began_on, size, size_unit,
    cast(seen as double) as seen, cast(null as double) as expected, cast(null as varchar) as detail, likelihood, value
  from metrics.alert_care
),
listed as (
  select * from leads
  union all
  select * from promises
  union all
  select * from concentrations
  union all
  select * from deals
  union all
  select * from care
),
-- the stretches of dates at which an alert is listed without a gap, once for all of its rows
dates as (
  select as_of, cast(row_number() over (order by as_of) as integer) as place from metrics.as_of_dates
),
named as (
  select kind, subject, left(md5(kind || '/' || subject), 16) as alert_id, list(place) as places
  from listed
  join dates using (as_of)
  group by kind, subject
),
stretches as (
  select
    kind,
    subject,
    alert_id,
    unnest(list_sort(list_filter(places, lambda p : not list_contains(places, p - 1)))) as first_place,
    unnest(list_sort(list_filter(places, lambda p : not list_contains(places, p + 1)))) as last_place
  from named
),
raised as (
  select kind, subject, alert_id, starts.as_of as raised_on, starts.place > 1 as is_new, ends.as_of as lasts_until
  from stretches
  join dates as starts on starts.place = first_place
  join dates as ends on ends.place = last_place
),
standing as (
  select listed.*, alert_id, raised_on, is_new
  from listed
  join raised
    on raised.kind = listed.kind
    and raised.subject = listed.subject
    and listed.as_of between raised_on and lasts_until
  where listed.kind not in ('grade_drop', 'concentration', 'they_owe', 'we_owe')
    or is_new and listed.as_of - raised_on < getvariable('window_days')
),
alerts as (
  select
    as_of,
    alert_id,
    kind,
    subject,
    partner_id,
    customer_id,
    level,
    coalesce(began_on, case when is_new then raised_on end) as since,
    raised_on,
    size,
    size_unit,
    seen,
    expected,
    detail,
    likelihood,
    value,
    coalesce(likelihood * value, 0) as at_stake,
    cast(
      row_number() over (partition by as_of order by round(coalesce(likelihood * value, 0), 6) desc, level, kind, subject) as integer
    ) as rank
  from standing
)
select * from alerts order by as_of, rank
