-- question: Does an early win foretell an active second year?
-- definition: Partners whose second year is over, by whether they won a deal in the first early_win_days: active = those with a won deal or
--   a referral sent to us in the second year, share with its Wilson interval (z = 1.6449).
-- unit: partners, and shares
-- direction: share: higher is better
-- source: practice of partner enablement; Wilson (1927), JASA 22:209-212
-- settings: none
-- grain: one row per as_of and early_win
-- key: as_of, early_win
-- formula: share = active / partners;
--   lower = wilson_lower(active, partners, 1.6449);
--   upper = wilson_upper(active, partners, 1.6449)
with partners as (
  select as_of, early_win, active_second_year from metrics.prime_the_pump where active_second_year is not null
),
summed as (
  select as_of, early_win, count(*) as partners, count(*) filter (active_second_year) as active
  from partners
  group by as_of, early_win
),
shares as (
  select
    as_of,
    early_win,
    cast(partners as integer) as partners,
    cast(active as integer) as active,
    active / partners as share,
    wilson_lower(active, partners, 1.6449::double) as lower,
    wilson_upper(active, partners, 1.6449::double) as upper
  from summed
)
select * from shares order by as_of, early_win
