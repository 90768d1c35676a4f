-- question: Since when has each signal lasted?
-- definition: The rows of the signal_ metrics. A signal enters at its entering bound and leaves when it is below its leaving
--   bound: at two dates in a row for rates, at one date for facts (no_contact, registrations, conflicts, reviews). raised_on =
--   the first date of its current stretch; is_new = it did not already last at the first date of all.
-- unit: size in size_unit; money in the reporting currency
-- direction: neither
-- source: in-house definition; ISA-18.2-2016
-- settings: none
-- grain: one row per as_of and signal
-- key: as_of, kind, subject
with rules as (
  select as_of, kind, partner_id as subject, partner_id, enters, stays, began_on, cast(size as double) as size, 'referrals' as size_unit,
    cast(seen as double) as seen, cast(expected as double) as expected, detail
  from metrics.signal_referrals
  union all by name
  select as_of, kind, partner_id as subject, partner_id, enters, stays, began_on, size, size_unit, seen, expected, detail
  from metrics.signal_pace
  union all by name
  select as_of, kind, partner_id as subject, partner_id, enters, stays, began_on, size, 'points' as size_unit, seen, expected, detail
  from metrics.signal_trust
  union all by name
  select as_of, kind, subject, partner_id, customer_id, deal_id, enters, stays, size, 'money' as size_unit, seen, expected, detail
  from metrics.signal_concentration
  union all by name
  select as_of, kind, partner_id as subject, partner_id, true as enters, true as stays, began_on, size, 'people' as size_unit
  from metrics.signal_people
  union all by name
  select * from metrics.signal_deals
  union all by name
  select * from metrics.signal_lead
  union all by name
  select * from metrics.signal_care
),
dates as (
  select as_of, cast(row_number() over (order by as_of) as integer) as place from metrics.as_of_dates
),
placed as (
  select
    rules.*,
    dates.place,
    rules.kind in (
      'below_pace', 'deals_below_pace', 'wins_below_pace', 'one_sided', 'we_return_fewer', 'downgrade', 'weak_score', 'over_served',
      'wrong_lead', 'concentration'
    ) as of_rates
  from rules
  join dates using (as_of)
),
-- of a subject that has no row at a date nothing stays
left_behind as (
  select
    *,
    not stays and (not of_rates or lag(place) over subjects is distinct from place - 1 or not lag(stays) over subjects) as leaves,
    lag(place) over subjects is distinct from place - 1 as starts
  from placed
  window subjects as (partition by kind, subject order by place)
),
states as (
  select
    *,
    max(place) filter (enters) over so_far as entered_at,
    max(place) filter (leaves or starts and not enters) over so_far as left_at,
    max(place) filter (starts) over so_far as started_at
  from left_behind
  window so_far as (partition by kind, subject order by place rows unbounded preceding)
),
lasting as (
  select * from states where entered_at >= started_at and coalesce(left_at < entered_at, true)
),
stretches as (
  select *, place - row_number() over (partition by kind, subject order by place) as stretch from lasting
),
raised as (
  select
    * exclude (stretch),
    min(as_of) over stretch_rows as raised_on,
    min(place) over stretch_rows > 1 as is_new
  from stretches
  window stretch_rows as (partition by kind, subject, stretch)
)
select * from raised order by as_of, kind, subject
