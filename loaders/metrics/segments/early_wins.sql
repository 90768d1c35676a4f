-- question: Does an early win predict an active second year?
-- definition: Partners that started on or after the day on which the first recorded deal was opened and whose second year is
--   over, by whether they won a deal in the first early_win_days; what earlier partners won first is not recorded. active =
--   those with a won deal or a referral sent to us in the second year; share with its Wilson interval (z = 1.6449). difference =
--   share of those with an early win less that of the others, with its 90% interval diff_lower to diff_upper (Newcombe's
--   method 10); verdict: better or worse if the interval excludes 0, else unclear; empty if either has no cases.
-- unit: partners, and shares
-- direction: share: higher is better
-- source: practice of partner enablement; Wilson (1927), JASA 22:209-212; Newcombe (1998), Statistics in Medicine 17:873-890
-- settings: none
-- grain: one row per as_of and early_win
-- key: as_of, early_win
-- formula: share = active / partners;
--   lower = wilson_lower(active, partners, 1.6449);
--   upper = wilson_upper(active, partners, 1.6449)
with records as (
  select min(opened_on) as first_on from facts.deals
),
partners as (
  select speed.as_of, speed.early_win, speed.active_second_year
  from metrics.onboarding_speed as speed
  join facts.partner_starts as starts using (partner_id)
  join records on starts.started_on >= records.first_on
  where speed.active_second_year is not null
),
summed as (
  select as_of, early_win, count(*) as partners, count(*) filter (active_second_year) as active
  from partners
  group by as_of, early_win
),
sides as (
  select
    *,
    coalesce(sum(active) filter (early_win) over dates, 0) as early_active,
    coalesce(sum(partners) filter (early_win) over dates, 0) as early,
    coalesce(sum(active) filter (not early_win) over dates, 0) as later_active,
    coalesce(sum(partners) filter (not early_win) over dates, 0) as later
  from summed
  window dates as (partition by as_of)
),
shares as (
  select
    as_of,
    early_win,
    cast(partners as integer) as partners,
    cast(active as integer) as active,
    active / partners as share,
    wilson_lower(active, partners, 1.6449::double) as lower,
    wilson_upper(active, partners, 1.6449::double) as upper,
    cast(early_active / nullif(early, 0) - later_active / nullif(later, 0) as double) as difference,
    cast(newcombe_lower(early_active, early, later_active, later, 1.6449::double) as double) as diff_lower,
    cast(newcombe_upper(early_active, early, later_active, later, 1.6449::double) as double) as diff_upper
  from sides
),
compared as (
  select *, rate_verdict(diff_lower, diff_upper) as verdict from shares
)
select * from compared order by as_of, early_win
