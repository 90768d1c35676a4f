-- question: What would remain without the largest partners?
-- definition: share_lost = the share of partner revenue of the largest one or three; hhi_rest and effective_n_rest over the
--   others. Empty without revenue.
-- unit: shares; effective partners
-- direction: share_lost: lower is better; effective_n_rest: higher is better
-- source: Hill (1973), Ecology 54:427-432
-- settings: none
-- grain: one row per as_of and removed (top1, top3)
-- key: as_of, removed
-- formula: effective_n_rest = 1 / hhi_rest
with cases as (
  select as_of_dates.as_of, cases.removed, cases.largest
  from metrics.as_of_dates
  cross join (values ('top1', 1), ('top3', 3)) as cases (removed, largest)
),
members as (
  select as_of, position, share, counted from metrics.concentration_members where dimension = 'partner'
),
removals as (
  select
    cases.as_of,
    cases.removed,
    sum(members.share) filter (members.position <= cases.largest) as share_lost,
    sum(members.counted * members.counted) filter (members.position > cases.largest)
      / nullif(power(sum(members.counted) filter (members.position > cases.largest), 2), 0) as hhi_rest
  from cases
  left join members on members.as_of = cases.as_of
  group by cases.as_of, cases.removed
),
what_if as (
  select *, 1 / hhi_rest as effective_n_rest from removals
)
select * from what_if order by as_of, removed
