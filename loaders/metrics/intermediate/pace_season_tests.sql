-- question: Is a partner below its own pace for the time of the year?
-- definition: The tests of pace_tests for signals that have a season (pace_seasons), with what is expected times the factor of
--   the season: p_quiet, computed if at least 1 is expected then; q_value and level as there, over the same family of tests.
--   in_season = a factor applies to the partner's window.
-- unit: referrals or deal credits, probabilities
-- direction: p_quiet, q_value: higher is better
-- source: Benjamini & Hochberg (1995), JRSS B 57:289-300
-- settings: alarm_max_q, watch_max_p
-- grain: one row per as_of, signal that has a season, and partner that is tested without it
-- key: as_of, signal, partner_id
with histories as (
  select as_of, signal, partner_id, window_days, shape, rate from metrics.pace_histories
  union all by name
  select as_of, 'referrals_received' as signal, partner_id, window_days, shape, rate from metrics.trend_histories
),
expected as (
  select
    tests.as_of,
    tests.signal,
    tests.partner_id,
    tests.window_days,
    tests.recent,
    histories.shape,
    histories.rate,
    coalesce(seasons.factor, 1) as factor,
    tests.expected_recent * coalesce(seasons.factor, 1) as expected
  from metrics.pace_tests as tests
  semi join metrics.pace_seasons using (as_of, signal)
  join histories using (as_of, signal, partner_id, window_days)
  left join metrics.pace_seasons as seasons using (as_of, signal, window_days)
  where tests.p_quiet is not null
),
tested as (
  select
    *,
    case when round(expected, 12) >= 1 then beta_cdf(rate / (rate + factor * window_days / 365), shape, recent + 1) end as p_quiet
  from expected
),
listed as (
  select
    as_of,
    signal,
    list(partner_id order by partner_id) as partner_ids,
    q_values(list(p_quiet order by partner_id)) as q_values
  from tested
  where p_quiet is not null
  group by as_of, signal
),
discoveries as (
  select as_of, signal, unnest(partner_ids) as partner_id, unnest(q_values) as q_value from listed
),
tests as (
  select
    as_of,
    signal,
    partner_id,
    tested.expected,
    tested.factor <> 1 as in_season,
    tested.p_quiet,
    discoveries.q_value,
    case
      when discoveries.q_value <= getvariable('alarm_max_q') then 'alarm'
      when tested.p_quiet <= getvariable('watch_max_p') then 'watch'
      else 'none'
    end as level
  from tested
  left join discoveries using (as_of, signal, partner_id)
)
select * from tests order by as_of, signal, partner_id
