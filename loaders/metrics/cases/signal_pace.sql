-- question: With which partners do referrals received, deals opened or deals won fall below their own pace?
-- definition: One test for three signals: below_pace (referrals received), deals_below_pace (deals opened) and wins_below_pace
--   (deals won), so that partners are also watched if only deals are recorded. The test is that of pace_tests, or where the
--   signal has a season that of pace_season_tests. Each enters at level alarm, if the history before the window is as long as
--   the window, and stays until level none at two dates in a row; in a season in which too few are expected for a test, and
--   none came, the level is off and it stays. size = what is missing, expected - seen; began_on = the day of the last one if
--   the window has none, else the day since which a slow decline of referrals has lasted, else the first day of the window;
--   detail = the days of the window, the level, and season where one counts. Referrals are no money. Only partners that enter
--   at some date are listed.
-- unit: referrals; deal credits
-- direction: neither
-- source: in-house definition; different bounds to enter and to leave: ISA-18.2-2016, section 11
-- settings: none
-- grain: one row per as_of, kind and partner
-- key: as_of, kind, partner_id
-- formula: size = expected - seen
with tests as (
  select
    as_of,
    case signal when 'referrals_received' then 'below_pace' when 'deals_opened' then 'deals_below_pace' else 'wins_below_pace' end
      as kind,
    partner_id,
    tests.window_days,
    tests.recent,
    coalesce(seasons.expected, tests.expected_recent) as expected_recent,
    case
      when seasons.in_season and seasons.p_quiet is null and round(tests.recent, 9) = 0 then 'off'
      else coalesce(seasons.level, tests.level)
    end as level,
    coalesce(seasons.in_season, false) as in_season,
    tests.last_on,
    signal = 'referrals_received' as of_referrals
  from metrics.pace_tests as tests
  left join metrics.pace_season_tests as seasons using (as_of, signal, partner_id)
),
rules as (
  select
    as_of,
    tests.kind,
    partner_id,
    tests.level = 'alarm' and round(partners_at.years * 365) >= 2 * tests.window_days as enters,
    tests.level <> 'none' as stays,
    coalesce(
      case when round(tests.recent, 9) = 0 then tests.last_on end,
      case when tests.of_referrals then declines.began_on end,
      as_of - tests.window_days + 1
    ) as began_on,
    tests.expected_recent - tests.recent as size,
    case when tests.of_referrals then 'referrals' else 'deals' end as size_unit,
    tests.recent as seen,
    tests.expected_recent as expected,
    concat_ws(' ', tests.window_days, tests.level, case when tests.in_season then 'season' end) as detail
  from tests
  join metrics.partners_at using (as_of, partner_id)
  left join metrics.declines using (as_of, partner_id)
),
listed as (
  select * from rules semi join (select kind, partner_id from rules where enters) using (kind, partner_id)
)
select * from listed order by as_of, kind, partner_id
