-- question: How likely is it that the next dealing with a partner goes well?
-- definition: score = 100 * the mean of the weighed kinds; lower and upper = its 5 % and 95 % points; p_better = the chance that
--   the partner is better than typical. grade, the first that matches: unproven (too little evidence), trusted (p_better and
--   evidence high enough), candidate, at_risk, else below_typical. successes_to_trusted = fewest further successes, 0 to 50, that
--   would make it trusted. belief, disbelief, uncertainty: kept, broken and 2, over kept + broken + 2.
-- unit: score, lower, upper from 0 to 100; the rest shares and decayed credits
-- direction: higher is better
-- source: Josang & Ismail (2002); Josang (2016), Subjective Logic; Buhlmann & Straub (1970)
-- settings: unproven_below, trusted_from, trusted_evidence, candidate_from, at_risk_to
-- grain: one row per as_of and partner
-- key: as_of, partner_id
-- formula: score = 100 * trust_opinions.mean;
--   lower = 100 * beta_quantile(.05, trust_opinions.a, trust_opinions.b);
--   upper = 100 * beta_quantile(.95, trust_opinions.a, trust_opinions.b);
--   p_better = 1 - beta_cdf(typical / 100, trust_opinions.a, trust_opinions.b);
--   belief = trust_opinions.kept / (2 + evidence);
--   disbelief = trust_opinions.broken / (2 + evidence);
--   uncertainty = 2 / (2 + evidence)
with opinions as (
  select *, 1 - beta_cdf(typical, a, b) as p_better from metrics.trust_opinions
),
-- sums of thirds don't meet a bound to the last bit
compared as (
  select *, round(evidence, 12) as weighed, round(p_better, 12) as chance from opinions
),
graded as (
  select
    as_of,
    partner_id,
    100 * mean as score,
    100 * beta_quantile(.05, a, b) as lower,
    100 * beta_quantile(.95, a, b) as upper,
    evidence,
    p_better,
    case
      when weighed < getvariable('unproven_below') then 'unproven'
      when chance >= getvariable('trusted_from') and weighed >= getvariable('trusted_evidence') then 'trusted'
      when chance >= getvariable('candidate_from') then 'candidate'
      when chance <= getvariable('at_risk_to') then 'at_risk'
      else 'below_typical'
    end as grade,
    cast(
      successes_needed(a, b, typical, getvariable('trusted_from'), getvariable('trusted_evidence') - evidence) as integer
    ) as successes_to_trusted,
    kept / (2 + evidence) as belief,
    broken / (2 + evidence) as disbelief,
    2 / (2 + evidence) as uncertainty,
    100 * typical as typical
  from compared
)
select * from graded order by as_of, partner_id
