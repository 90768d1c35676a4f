-- question: Which kinds of evidence distinguish partners, and what is assumed about a partner before it is known?
-- definition: Per kind, over all partners with evidence: base_rate = their credibility-weighted share of good outcomes, between
--   .02 and .98; strength = how many events the base rate counts for: the variance within partners over the variance between
--   them, between 2 and 50. With fewer than 5 partners or 20 credits: strength 2 at the pooled share; without evidence: .5. A
--   kind speaks (counts in the score) if there is evidence in the window with at least one outcome above 0 and one below 1;
--   weight = its weight in the settings over the sum of those that speak, 0 for the others.
-- unit: share, and events
-- direction: neither
-- source: Buhlmann & Straub (1970), Mitteilungen VSVM 70:111-133; Josang & Ismail (2002)
-- settings: trust_weight_deal, trust_weight_referral, trust_weight_ticket
-- grain: one row per day of trust_dates and kind
-- key: as_of, kind
with kinds as (
  select trust_dates.as_of, kinds.kind, kinds.setting
  from metrics.trust_dates as trust_dates
  cross join (
    values
      ('deal', getvariable('trust_weight_deal')),
      ('referral', getvariable('trust_weight_referral')),
      ('ticket', getvariable('trust_weight_ticket'))
  ) as kinds (kind, setting)
),
portfolio as (
  select
    as_of,
    kind,
    sum(events) as events,
    count(*) as partners,
    sum(credit) as credit,
    sum(kept) > 0 and sum(broken) > 0 as two_sided,
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
    kinds.as_of,
    kinds.kind,
    least(.98::double, greatest(.02::double, coalesce(portfolio.prior.mean, .5))) as base_rate,
    coalesce(portfolio.prior.strength, 2) as strength,
    cast(coalesce(portfolio.events, 0) as integer) as events,
    cast(coalesce(portfolio.partners, 0) as integer) as partners,
    coalesce(portfolio.credit, 0) as credit,
    coalesce(portfolio.two_sided, false) and kinds.setting > 0 as speaks,
    kinds.setting
  from kinds
  left join portfolio using (as_of, kind)
),
weighed as (
  select
    * exclude (setting),
    case when speaks then setting / sum(setting) filter (speaks) over (partition by as_of) else 0 end as weight
  from priors
)
select * from weighed order by as_of, kind
