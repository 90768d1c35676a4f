-- question: How probable is it that a partner is better than average, once the chance of a single month is smoothed out?
-- definition: p_settled = p_better averaged over the month-ends of trust_dates, in log-odds, each weighing half as much
--   half_life_days later; the first weighs as much as all months before it would. If the odds of a month differ from the
--   average fivefold, the average restarts from them (adaptive EWMA). It also restarts after a period of too little evidence
--   (below rated_min_evidence).
-- unit: probability
-- direction: p_settled: higher is better
-- source: Capizzi & Masarotto (2003), Technometrics 45:199-207; Roberts (1959), Technometrics 1:239-250
-- settings: half_life_days, rated_min_evidence
-- grain: one row per day of trust_dates and partner, where a kind of evidence speaks
-- key: as_of, partner_id
with opinions as (
  -- sums of thirds don't meet a bound to the last bit
  select as_of, partner_id, round(evidence, 12) as evidence, round(p_better, 12) as p_better from metrics.trust_opinions
),
listed as (
  select
    partner_id,
    list(as_of order by as_of) as days,
    list(evidence order by as_of) as evidences,
    settled_chances(
      list(p_better order by as_of),
      list(cast(as_of - date '2000-01-01' as double) order by as_of),
      list(case when evidence >= getvariable('rated_min_evidence') then 1.0 else 0.0 end order by as_of),
      [cast(getvariable('half_life_days') as double), ln(5)]
    ) as chances
  from opinions
  group by partner_id
),
settled as (
  select
    partner_id,
    unnest(days) as as_of,
    unnest(evidences) as evidence,
    unnest(chances) as p_settled
  from listed
)
select * from settled order by as_of, partner_id
