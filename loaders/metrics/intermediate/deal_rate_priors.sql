-- question: How many deals per year do partners win with us, and how much do they differ?
-- definition: A gamma distribution of won-deal credits per year, by moments over the partners, from undecayed wins and years in
--   the evidence window; shape between .25 and 10; with fewer than 5 partners shape .5; without any win shape and rate .5.
-- unit: shape without unit, rate in years
-- direction: neither
-- source: Gamma-Poisson credibility by moments, after Buhlmann & Straub (1970)
-- settings: none
-- grain: one row per as_of
-- key: as_of
with dates as (
  select as_of from metrics.as_of_dates
),
wins as (
  select * from metrics.wins join metrics.partners_at using (as_of, partner_id)
),
portfolio as (
  select as_of, gamma_prior(list(wins order by partner_id), list(years order by partner_id)) as prior
  from wins
  group by as_of
),
priors as (
  select as_of, coalesce(portfolio.prior.shape, .5) as shape, coalesce(portfolio.prior.rate, .5) as rate
  from dates
  left join portfolio using (as_of)
)
select * from priors order by as_of
