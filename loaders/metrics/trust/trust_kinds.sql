-- question: How many outcomes of each kind were good?
-- definition: n = credits in the evidence window, of which kept were good and broken bad, undecayed; mean = kept / n with its
--   Wilson interval (z = 1.6449, 90%); empty for n = 0.
-- unit: credits, and shares
-- direction: higher is better
-- source: Wilson (1927), JASA 22:209-212
-- settings: none
-- grain: one row per as_of, partner and kind
-- key: as_of, partner_id, kind
-- formula: mean = kept / nullif(n, 0);
--   lower = wilson_lower(kept, n, 1.6449);
--   upper = wilson_upper(kept, n, 1.6449)
with kinds as (
  select partners_at.as_of, partners_at.partner_id, kinds.kind
  from metrics.partners_at
  cross join (values ('deal'), ('referral'), ('ticket')) as kinds (kind)
),
evidence as (
  select as_of, partner_id, kind, credit, kept, broken from metrics.trust_evidence
),
counted as (
  select
    as_of,
    partner_id,
    kind,
    coalesce(evidence.credit, 0) as n,
    coalesce(evidence.kept, 0) as kept,
    coalesce(evidence.broken, 0) as broken
  from kinds
  left join evidence using (as_of, partner_id, kind)
),
shares as (
  select
    *,
    kept / nullif(n, 0) as mean,
    wilson_lower(kept, n, 1.6449::double) as lower,
    wilson_upper(kept, n, 1.6449::double) as upper
  from counted
)
select * from shares order by as_of, partner_id, kind
