-- question: Which partners send fewer referrals than their own normal pace?
-- definition: window_days = the first of 90, 180, 365 in which at least pace_min_expected received referrals are expected, else
--   the longest with history. recent = those received in it; p_quiet = the probability of as few or fewer, negative binomial,
--   I_pi(a + before, recent + 1) with pi = (b + years) / (b + years + window), computed if at least 1 is expected. q_value by
--   Benjamini-Hochberg over those. level: alarm by q_value, else watch by p_quiet, else none. season_expected, season_p_quiet
--   and season_level = the same for the time of the year by pace_season_tests, where the signal has a season; seasonal = it
--   explains the level.
-- unit: referrals, days, probabilities
-- direction: p_quiet, season_p_quiet, q_value: higher is better
-- source: Benjamini & Hochberg (1995), JRSS B 57:289-300; Greenwood & Yule (1920), JRSS 83:255-279
-- settings: none
-- grain: one row per as_of and partner
-- key: as_of, partner_id
-- formula: expected_recent = trend_histories.expected;
--   p_quiet = case when expected_recent >= 1 then beta_cdf(trend_histories.rate / (trend_histories.rate + window_days / 365),
--   trend_histories.shape, recent + 1) end
with trend as (
  select
    as_of,
    partner_id,
    tests.window_days,
    cast(tests.recent as integer) as recent,
    tests.expected_recent,
    tests.p_quiet,
    tests.q_value,
    tests.level,
    coalesce(seasons.expected, tests.expected_recent) as season_expected,
    case when seasons.partner_id is null then tests.p_quiet else seasons.p_quiet end as season_p_quiet,
    coalesce(seasons.level, tests.level) as season_level,
    coalesce(tests.level <> 'none' and seasons.level = 'none', false) as seasonal
  from metrics.pace_tests as tests
  left join metrics.pace_season_tests as seasons using (as_of, signal, partner_id)
  where signal = 'referrals_received'
)
select * from trend order by as_of, partner_id
