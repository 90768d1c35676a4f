-- question: With which partners are referrals one-sided?
-- definition: one_sided: enters as in metric one_sided; stays while the upper end of the share received is below one half, the
--   value received is no more than the value given, and the verdict of reciprocity is neither balanced nor we_owe; size = by
--   how many referrals we are ahead. we_return_fewer: enters with verdict we_owe in reciprocity; stays while the lower end of
--   the share received is at least .45; size = by how many referrals they are ahead. Each leaves after two dates in a row at
--   which it doesn't stay. Referrals are no money. Only partners that enter at some date are listed.
-- unit: referrals
-- direction: neither
-- source: in-house definition; different bounds to enter and to leave: ISA-18.2-2016, section 11
-- settings: none
-- grain: one row per as_of, kind and partner
-- key: as_of, kind, partner_id
-- formula: size = abs(expected - seen)
with one_sided as (
  select
    as_of,
    'one_sided' as kind,
    partner_id,
    one_sided and not muted as enters,
    not muted and share_upper < .5 and round(received_value - given_value, 6) <= 0 and verdict not in ('balanced', 'we_owe') as stays,
    cast(null as date) as began_on,
    given - received as size,
    received as seen,
    given as expected,
    cast(null as varchar) as detail
  from metrics.one_sided_rules
),
fewer as (
  select
    as_of,
    'we_return_fewer' as kind,
    partner_id,
    verdict = 'we_owe' as enters,
    coalesce(share_lower >= .45, false) as stays,
    cast(null as date) as began_on,
    received - given as size,
    received as seen,
    given as expected,
    cast(null as varchar) as detail
  from metrics.reciprocity
),
rules as (
  select * from one_sided
  union all
  select * from fewer
),
listed as (
  select * from rules semi join (select kind, partner_id from rules where enters) using (kind, partner_id)
)
select * from listed order by as_of, kind, partner_id
