-- question: Is a partner's recent number of referrals or deals below its own pace?
-- definition: One test for three signals, each a family of its own: referrals_received (trend_histories), deals_opened and
--   deals_won (pace_histories). window_days = the first of 90, 180, 365 in which at least pace_min_expected are expected,
--   else the longest with history; recent = those in it; p_quiet = the probability of as few or fewer, negative binomial,
--   I_pi(a + before, recent + 1) with pi = (b + years) / (b + years + window), computed if at least 1 is expected; q_value by
--   Benjamini-Hochberg within the signal; level: alarm by q_value, else watch by p_quiet, else none. last_on = the day of the
--   last referral or deal of the evidence window.
-- unit: referrals or deal credits, days, probabilities
-- direction: p_quiet, q_value: higher is better
-- source: Benjamini & Hochberg (1995), JRSS B 57:289-300; Greenwood & Yule (1920), JRSS 83:255-279
-- settings: alarm_max_q, watch_max_p, pace_min_expected
-- grain: one row per as_of, signal and partner
-- key: as_of, signal, partner_id
with partners as (
  select partners_at.as_of, signals.signal, partners_at.partner_id
  from metrics.partners_at
  cross join (values ('referrals_received'), ('deals_opened'), ('deals_won')) as signals (signal)
),
histories as (
  select as_of, signal, partner_id, window_days, cast(recent as double) as recent, shape, rate, expected, last_on
  from metrics.pace_histories
  union all by name
  select
    as_of,
    'referrals_received' as signal,
    partner_id,
    window_days,
    cast(recent as double) as recent,
    shape,
    rate,
    expected,
    last_on
  from metrics.trend_histories
),
chosen as (
  select distinct on (as_of, signal, partner_id) *
  from (select *, round(expected, 12) >= getvariable('pace_min_expected') as enough from histories) as judged
  order by as_of, signal, partner_id, enough desc, case when enough then window_days else -window_days end
),
tested as (
  select as_of, signal, partner_id, beta_cdf(rate / (rate + window_days / 365), shape, recent + 1) as p_quiet
  from chosen
  where round(expected, 12) >= 1
),
listed as (
  select
    as_of,
    signal,
    list(partner_id order by partner_id) as partner_ids,
    q_values(list(p_quiet order by partner_id)) as q_values
  from tested
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
    chosen.window_days,
    chosen.recent,
    chosen.expected as expected_recent,
    tested.p_quiet,
    discoveries.q_value,
    case
      when discoveries.q_value <= getvariable('alarm_max_q') then 'alarm'
      when tested.p_quiet <= getvariable('watch_max_p') then 'watch'
      else 'none'
    end as level,
    chosen.last_on
  from partners
  left join chosen using (as_of, signal, partner_id)
  left join tested using (as_of, signal, partner_id)
  left join discoveries using (as_of, signal, partner_id)
)
select * from tests order by as_of, signal, partner_id
