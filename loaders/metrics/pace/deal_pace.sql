-- question: Which partners open or win fewer deals with us than their own normal pace?
-- definition: The test of trend for two more signals, deals_opened and deals_won, each a family of its own, so that partners
--   are also watched if only deals are recorded. window_days = the first of 90, 180, 365 in which at least pace_min_expected
--   are expected, else the longest with history; recent = those in it; p_quiet = the probability of as few or fewer, computed
--   if at least 1 is expected; q_value by Benjamini-Hochberg within the signal; level: alarm by q_value, else watch by p_quiet,
--   else none. last_on = the day of the last one. season_expected and season_level = the same for the time of the year
--   by pace_season_tests, where the signal has a season; seasonal = it explains the level.
-- unit: deal credits, days, probabilities
-- direction: p_quiet, q_value: higher is better
-- source: Benjamini & Hochberg (1995), JRSS B 57:289-300; Greenwood & Yule (1920), JRSS 83:255-279
-- settings: none
-- grain: one row per as_of, signal and partner
-- key: as_of, signal, partner_id
with pace as (
  select
    tests.*,
    coalesce(seasons.expected, tests.expected_recent) as season_expected,
    coalesce(seasons.level, tests.level) as season_level,
    coalesce(tests.level <> 'none' and seasons.level = 'none', false) as seasonal
  from metrics.pace_tests as tests
  left join metrics.pace_season_tests as seasons using (as_of, signal, partner_id)
  where signal in ('deals_opened', 'deals_won')
)
select * from pace order by as_of, signal, partner_id
