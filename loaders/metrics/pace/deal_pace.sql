-- question: Who opens or wins fewer deals with us than by its own rhythm?
-- definition: The test of trend for two more signals, deals_opened and deals_won, each a family of its own, so that a company that records
--   deals alone is watched too. window_days = the first of 90, 180, 365 in which at least pace_min_expected are expected, else the longest
--   with history; recent = those in it; p_quiet = the probability of so few or fewer, computed where at least 1 is expected; q_value by
--   Benjamini-Hochberg within the signal; level: alarm from q_value, else watch from p_quiet, else none. last_on = the day of the last one.
-- unit: deal credits, days, probabilities
-- direction: p_quiet, q_value: higher is better
-- source: Benjamini & Hochberg (1995), JRSS B 57:289-300; Greenwood & Yule (1920), JRSS 83:255-279
-- settings: alarm_max_q, watch_max_p, pace_min_expected
-- grain: one row per as_of, signal and partner
-- key: as_of, signal, partner_id
with partners as (
  select as_of, signal, partner_id
  from metrics.partners_at
  cross join (values ('deals_opened'), ('deals_won')) as signals (signal)
),
chosen as (
  select distinct on (as_of, signal, partner_id) *
  from (
    select *, round(expected, 12) >= getvariable('pace_min_expected') as enough from metrics.pace_histories
  ) as histories
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
pace as (
  select
    as_of,
    signal,
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
    end as level,
    last_on
  from partners
  left join chosen using (as_of, signal, partner_id)
  left join tested using (as_of, signal, partner_id)
  left join discoveries using (as_of, signal, partner_id)
)
select * from pace order by as_of, signal, partner_id
