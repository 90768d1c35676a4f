-- question: What is known of the chance that the next dealing with a partner goes well?
-- definition: Per kind Beta(strength * base_rate + kept, strength * (1 - base_rate) + broken) with forgetting; the kinds weighed
--   together have mean E and variance V and are taken for Beta(a, b) with a + b = E(1-E)/V - 1. typical = the same weighing of
--   the base rates; kept and broken are the decayed sums over the kinds, evidence their sum.
-- unit: shape parameters, shares, and decayed credits
-- direction: neither
-- source: Josang & Ismail (2002); Buhlmann & Straub (1970)
-- settings: trust_weight_deal, trust_weight_referral, trust_weight_ticket
-- grain: one row per as_of and partner
-- key: as_of, partner_id
-- formula: mean = sum(case trust_priors.kind when 'deal' then trust_weight_deal when 'referral' then trust_weight_referral
--   else trust_weight_ticket end * (trust_priors.strength * trust_priors.base_rate + coalesce(trust_evidence.recent_kept, 0)) /
--   (trust_priors.strength + coalesce(trust_evidence.recent_kept + trust_evidence.recent_broken, 0)));
--   evidence = kept + broken;
--   a = mean * (mean * (1 - mean) / variance - 1);
--   b = (1 - mean) * (mean * (1 - mean) / variance - 1)
with partners as (
  select as_of, partner_id from metrics.partners_at
),
priors as (
  select
    *,
    case kind
      when 'deal' then getvariable('trust_weight_deal')
      when 'referral' then getvariable('trust_weight_referral')
      when 'ticket' then getvariable('trust_weight_ticket')
    end as weight
  from metrics.trust_priors
),
evidence as (
  select * from metrics.trust_evidence
),
posteriors as (
  select
    as_of,
    partner_id,
    weight,
    base_rate,
    coalesce(recent_kept, 0) as kept,
    coalesce(recent_broken, 0) as broken,
    strength * base_rate + coalesce(recent_kept, 0) as alpha,
    strength * (1 - base_rate) + coalesce(recent_broken, 0) as beta
  from partners
  join priors using (as_of)
  left join evidence using (as_of, partner_id, kind)
),
composites as (
  select
    as_of,
    partner_id,
    sum(weight * alpha / (alpha + beta)) as mean,
    sum(weight * weight * alpha * beta / ((alpha + beta) * (alpha + beta) * (alpha + beta + 1))) as variance,
    sum(weight * base_rate) as typical,
    sum(kept) as kept,
    sum(broken) as broken
  from posteriors
  group by as_of, partner_id
),
opinions as (
  select
    *,
    kept + broken as evidence,
    mean * (mean * (1 - mean) / variance - 1) as a,
    (1 - mean) * (mean * (1 - mean) / variance - 1) as b
  from composites
)
select * from opinions order by as_of, partner_id
