-- question: What does each kind of evidence say about a partner?
-- definition: Of each kind that speaks, Beta(alpha, beta): alpha = strength * base_rate + the decayed good outcomes (kept), beta =
--   strength * (1 - base_rate) + the decayed bad ones (broken); weight as in trust_bases.
-- unit: shape parameters, and decayed credits
-- direction: neither
-- source: Josang & Ismail (2002), The Beta Reputation System, Bled eConference
-- settings: none
-- grain: one row per day of trust_dates, partner and kind that speaks
-- key: as_of, partner_id, kind
-- formula: alpha = trust_bases.strength * trust_bases.base_rate + kept
with starts as (
  select partner_id, started_on from facts.partner_starts
),
bases as (
  select * from metrics.trust_bases where speaks
),
evidence as (
  select * from metrics.trust_evidence
),
posteriors as (
  select
    bases.as_of,
    starts.partner_id,
    bases.kind,
    bases.weight,
    bases.base_rate,
    coalesce(evidence.recent_kept, 0) as kept,
    coalesce(evidence.recent_broken, 0) as broken,
    bases.strength * bases.base_rate + coalesce(evidence.recent_kept, 0) as alpha,
    bases.strength * (1 - bases.base_rate) + coalesce(evidence.recent_broken, 0) as beta
  from bases
  join starts on starts.started_on is null or starts.started_on <= bases.as_of
  left join evidence
    on evidence.as_of = bases.as_of and evidence.partner_id = starts.partner_id and evidence.kind = bases.kind
)
select * from posteriors order by as_of, partner_id, kind
