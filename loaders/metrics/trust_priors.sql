-- question: What do we take a partner for before we know it?
-- definition: Per kind of promise over all partners with evidence: base_rate = their credibility-weighted share kept, between .02
--   and .98; strength = how many events it weighs, the variance within partners over the variance between them, between 2 and 50.
--   Fewer than 5 partners or 20 credits: strength 2 at the pooled share; no evidence at all: .5.
-- unit: share, and events
-- direction: neither
-- source: Buhlmann & Straub (1970), Mitteilungen VSVM 70:111-133; Josang & Ismail (2002)
-- settings: none
-- grain: one row per as_of and kind
-- key: as_of, kind
with kinds as (
  select as_of, kind
  from metrics.as_of_dates
  cross join (values ('deal'), ('referral'), ('ticket')) as kinds (kind)
),
portfolio as (
  select
    as_of,
    kind,
    sum(events) as events,
    count(*) as partners,
    sum(credit) as credit,
    credibility_prior(
      list(cast(events as double) order by partner_id),
      list(credit order by partner_id),
      list(kept order by partner_id),
      list(kept_squared order by partner_id)
    ) as prior
  from metrics.trust_evidence
  group by as_of, kind
),
priors as (
  select
    as_of,
    kind,
    least(.98::double, greatest(.02::double, coalesce(prior.mean, .5))) as base_rate,
    coalesce(prior.strength, 2) as strength,
    cast(coalesce(events, 0) as integer) as events,
    cast(coalesce(partners, 0) as integer) as partners,
    coalesce(credit, 0) as credit
  from kinds
  left join portfolio using (as_of, kind)
)
select * from priors order by as_of, kind
