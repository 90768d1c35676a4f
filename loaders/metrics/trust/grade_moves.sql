-- question: Which partners' grade of trust changed since the last quarter?
-- definition: Partners that existed at the end of the quarter before and have another grade now.
-- unit: partners
-- direction: neither
-- source: in-house definition
-- settings: none
-- grain: one row per as_of and partner that moved
-- key: as_of, partner_id
with grades as (
  select as_of, partner_id, grade from metrics.trust
),
quarters as (
  select * from metrics.quarters_before
),
moves as (
  select
    quarters.as_of,
    latest.partner_id,
    earlier.grade as grade_before,
    latest.grade as grade_now,
    quarters.before
  from quarters
  join grades as latest on latest.as_of = quarters.as_of
  join grades as earlier on earlier.as_of = quarters.before and earlier.partner_id = latest.partner_id
  where earlier.grade <> latest.grade
)
select * from moves order by as_of, partner_id
