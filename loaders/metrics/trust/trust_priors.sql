-- question: What is assumed about a partner before it is known?
-- definition: Per kind of evidence, over all partners that have any: base_rate = their credibility-weighted share of good
--   outcomes; strength = how many events it counts for; speaks = whether the kind can distinguish partners (it is recorded and
--   has good and bad outcomes); weight = its part in the score, the weights of the kinds that speak adding up to 1. See
--   trust_bases.
-- unit: share, and events
-- direction: neither
-- source: Buhlmann & Straub (1970), Mitteilungen VSVM 70:111-133; Josang & Ismail (2002)
-- settings: none
-- grain: one row per as_of and kind
-- key: as_of, kind
-- formula: base_rate = trust_bases.base_rate;
--   weight = trust_bases.weight
with bases as (
  select * from metrics.trust_bases
),
dates as (
  select as_of from metrics.as_of_dates
),
priors as (
  select bases.* from bases semi join dates using (as_of)
)
select * from priors order by as_of, kind
