-- question: Whose promises count for less than they did, among those that matter?
-- definition: grade_drop: a lower grade than at the end of the quarter before, or at_risk with a better one at the end of a quarter in
--   window_days (unproven is no grade here); size = points of score lost since; likelihood = size / 100, value = what the partner
--   brings; an alarm where it is at_risk and brings material_share or more. fragile_core: label fragile_core and rated; size = what it
--   brings, likelihood = p_silent.
-- unit: points, money in the reporting currency, probabilities
-- direction: neither
-- source: definition of the house
-- settings: window_days, material_share, fiscal_year_first_month
-- grain: one row per as_of, kind and partner
-- key: as_of, kind, partner_id
with grades as (
  select
    as_of,
    partner_id,
    score,
    p_better,
    case grade when 'trusted' then 4 when 'candidate' then 3 when 'below_typical' then 2 when 'at_risk' then 1 end as height,
    grade
  from metrics.trust
),
quarter_ends as (
  select * from grades
  where day(as_of + 1) = 1 and (month(as_of + 1) - getvariable('fiscal_year_first_month')) % 3 = 0
),
brings as (
  select as_of, partner_id, revenue, share, p_silent from metrics.risk
),
higher as (
  select
    latest.as_of,
    latest.partner_id,
    first(earlier.grade order by earlier.height desc, earlier.as_of desc) as grade_before,
    first(earlier.score order by earlier.height desc, earlier.as_of desc) as score_before
  from grades as latest
  join metrics.quarters_before as quarters on quarters.as_of = latest.as_of
  join quarter_ends as earlier
    on earlier.partner_id = latest.partner_id
    and earlier.height > latest.height
    and (earlier.as_of = quarters.before or latest.grade = 'at_risk')
    and earlier.as_of < latest.as_of
    and latest.as_of - earlier.as_of < getvariable('window_days')
  group by latest.as_of, latest.partner_id
),
drops as (
  select
    as_of,
    'grade_drop' as kind,
    partner_id,
    case when grade = 'at_risk' and share >= getvariable('material_share') then 'alarm' else 'watch' end as level,
    cast(null as date) as began_on,
    greatest(score_before - score, 0) as size,
    score as seen,
    score_before as expected,
    grade_before || ' ' || grade as detail,
    greatest(score_before - score, 0) / 100 as likelihood,
    revenue as value
  from higher
  join grades using (as_of, partner_id)
  join brings using (as_of, partner_id)
),
fragile as (
  select
    as_of,
    'fragile_core' as kind,
    partner_id,
    'watch' as level,
    cast(null as date) as began_on,
    revenue as size,
    score as seen,
    cast(null as double) as expected,
    grade as detail,
    p_silent as likelihood,
    revenue as value
  from metrics.segments
  join grades using (as_of, partner_id)
  join brings using (as_of, partner_id)
  where label = 'fragile_core' and grade not in ('unproven', 'not_rated')
),
listed as (
  select * from drops
  union all
  select * from fragile
)
select * from listed order by as_of, kind, partner_id
