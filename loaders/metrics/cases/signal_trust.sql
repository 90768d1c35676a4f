-- question: Which partners' trust scores have fallen, and which partners in group A have a weak one?
-- definition: downgrade: enters with a lower grade than at the end of a quarter in the preceding window_days, a score lower by
--   at least downgrade_min_points, and a p_better of at most downgrade_enter_max; stays while p_better is below
--   downgrade_leave_min; size = points lost since the highest such score. weak_score: label fragile_core and a grade of below
--   average or at risk; stays while the label does; size = points below the average partner. Each leaves after two dates in a
--   row at which it doesn't stay. Only partners that enter at some date are listed.
-- unit: points
-- direction: neither
-- source: in-house definition; different bounds to enter and to leave: ISA-18.2-2016, section 11
-- settings: window_days, downgrade_min_points, downgrade_enter_max, downgrade_leave_min,
--   fiscal_year_first_month
-- grain: one row per as_of, kind and partner
-- key: as_of, kind, partner_id
with grades as (
  select
    as_of,
    partner_id,
    score,
    p_better,
    average,
    case grade when 'trusted' then 4 when 'candidate' then 3 when 'below_typical' then 2 when 'at_risk' then 1 end as height,
    grade
  from metrics.trust
),
quarter_ends as (
  select * from grades
  where day(as_of + 1) = 1 and (month(as_of + 1) - getvariable('fiscal_year_first_month')) % 3 = 0
),
-- the highest score of a quarter's end in the window
earlier as (
  select
    latest.as_of,
    latest.partner_id,
    max(past.score) as score_before,
    first(past.grade order by past.score desc, past.as_of desc) as grade_before,
    max(past.height) as height_before
  from grades as latest
  join quarter_ends as past
    on past.partner_id = latest.partner_id
    and past.height is not null
    and past.as_of < latest.as_of
    and latest.as_of - past.as_of < getvariable('window_days')
  group by latest.as_of, latest.partner_id
),
downgrades as (
  select
    as_of,
    'downgrade' as kind,
    partner_id,
    coalesce(
      grades.height < earlier.height_before
        and round(earlier.score_before - grades.score, 9) >= getvariable('downgrade_min_points')
        and round(grades.p_better, 12) <= getvariable('downgrade_enter_max'),
      false
    ) as enters,
    coalesce(grades.height is not null and round(grades.p_better, 12) < getvariable('downgrade_leave_min'), false) as stays,
    greatest(earlier.score_before - grades.score, 0) as size,
    grades.score as seen,
    earlier.score_before as expected,
    earlier.grade_before || ' ' || grades.grade as detail
  from grades
  left join earlier using (as_of, partner_id)
),
weak as (
  select
    as_of,
    'weak_score' as kind,
    partner_id,
    segments.label = 'fragile_core' and coalesce(grades.height <= 2, false) as enters,
    segments.label = 'fragile_core' as stays,
    greatest(grades.average - grades.score, 0) as size,
    grades.score as seen,
    grades.average as expected,
    grades.grade as detail
  from metrics.segments
  join grades using (as_of, partner_id)
),
rules as (
  select * from downgrades
  union all
  select * from weak
),
listed as (
  select *, cast(null as date) as began_on
  from rules
  semi join (select kind, partner_id from rules where enters) using (kind, partner_id)
)
select * from listed order by as_of, kind, partner_id
