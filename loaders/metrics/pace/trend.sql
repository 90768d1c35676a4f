-- question: Which partners send fewer referrals than their own normal pace?
-- definition: window_days = the first of 90, 180, 365 in which at least pace_min_expected received referrals are expected, else the longest with
--   history. recent = those seen in it; p_quiet = the chance of so few or fewer, negative binomial, I_pi(a + before, recent + 1)
--   with pi = (b + years) / (b + years + window), computed where at least 1 is expected. q_value by Benjamini-Hochberg over
--   those. level: alarm from q_value, else watch from p_quiet, else none.
-- unit: referrals, days, probabilities
-- direction: p_quiet, q_value: higher is better
-- source: Benjamini & Hochberg (1995), JRSS B 57:289-300; Greenwood & Yule (1920), JRSS 83:255-279
-- settings: alarm_max_q, watch_max_p, pace_min_expected
-- grain: one row per as_of and partner
-- key: as_of, partner_id
-- formula: expected_recent = trend_histories.expected;
--   p_quiet = case when expected_recent >= 1 then beta_cdf(trend_histories.rate / (trend_histories.rate + window_days / 365),
--   trend_histories.shape, recent + 1) end
with partners as (
  select as_of, partner_id from metrics.partners_at
),
chosen as (
  select distinct on (as_of, partner_id) *
  from (select *, round(expected, 12) >= getvariable('pace_min_expected') as enough from metrics.trend_histories) as histories
  order by as_of, partner_id, enough desc, case when enough then window_days else -window_days end
),
tested as (
  select as_of, partner_id, beta_cdf(rate / (rate + window_days / 365), shape, recent + 1) as p_quiet
  from chosen
  where round(expected, 12) >= 1
),
listed as (
  select
    as_of,
    list(partner_id order by partner_id) as partner_ids,
    q_values(list(p_quiet order by partner_id)) as q_values
  from tested
  group by as_of
),
discoveries as (
  select as_of, unnest(partner_ids) as partner_id, unnest(q_values) as q_value from listed
),
trend as (
  select
    as_of,
    partner_id,
    window_days,
    recent,
    expected as expected_recent,
    p_quiet,
    q_value,
    case
      when q_value <= getvariable('alarm_max_q') then 'alarm'
      when p_quiet <= getvariable('watch_max_p') then 'watch'
      else 'none'
    end as level
  from partners
  left join chosen using (as_of, partner_id)
  left join tested using (as_of, partner_id)
  left join discoveries using (as_of, partner_id)
)
select * from trend order by as_of, partner_id
