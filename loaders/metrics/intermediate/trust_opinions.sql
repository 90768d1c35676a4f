-- question: What does the evidence say about a partner, as a distribution?
-- definition: Per kind Beta(strength * base_rate + kept, strength * (1 - base_rate) + broken) with forgetting; the kinds that
--   speak, weighted together, have mean E and variance V and are approximated by Beta(a, b) with a + b = E(1-E)/V - 1. average
--   = the same weighting of the base rates; p_better = the probability of being above it; kept and broken are the decayed sums
--   over the kinds that speak, evidence their sum. No row if no kind speaks.
-- unit: shape parameters, shares, and decayed credits
-- direction: neither
-- source: Josang & Ismail (2002); Buhlmann & Straub (1970)
-- settings: none
-- grain: one row per day of trust_dates and partner
-- key: as_of, partner_id
-- formula: mean = sum(trust_bases.weight * (trust_bases.strength * trust_bases.base_rate + coalesce(trust_evidence.recent_kept, 0)) /
--   (trust_bases.strength + coalesce(trust_evidence.recent_kept + trust_evidence.recent_broken, 0)));
--   evidence = kept + broken;
--   a = mean * (mean * (1 - mean) / variance - 1);
--   b = (1 - mean) * (mean * (1 - mean) / variance - 1)
with posteriors as (
  select * from metrics.trust_posteriors
),
composites as (
  select
    as_of,
    partner_id,
    sum(weight * alpha / (alpha + beta)) as mean,
    sum(weight * weight * alpha * beta / ((alpha + beta) * (alpha + beta) * (alpha + beta + 1))) as variance,
    sum(weight * base_rate) as average,
    sum(kept) as kept,
    sum(broken) as broken
  from posteriors
  group by as_of, partner_id
),
shaped as (
  select
    *,
    kept + broken as evidence,
    mean * (mean * (1 - mean) / variance - 1) as a,
    (1 - mean) * (mean * (1 - mean) / variance - 1) as b
  from composites
),
opinions as (
  select *, 1 - beta_cdf(average, a, b) as p_better from shaped
)
select * from opinions order by as_of, partner_id
