-- question: How likely is a partner to win no deal with us in the next year?
-- definition: Discounted gamma-Poisson: with recent_wins x and discounted years T = (1 - 2^(-years/h)) * h / ln 2, h the
--   half-life in years, expected_deals = (shape + x) / (rate + T) and p_silent = ((rate + T) / (rate + T + 1)) ^ (shape + x).
-- unit: probability, and won-deal credits per year
-- direction: p_silent: lower is better; expected_deals: higher is better
-- source: Gamma-Poisson with the forgetting of Josang & Ismail (2002)
-- settings: half_life_days
-- grain: one row per as_of and partner
-- key: as_of, partner_id
-- formula: shape = deal_rate_priors.shape + wins.recent_wins;
--   expected_deals = shape / rate;
--   p_silent = power(rate / (rate + 1), shape)
with partners as (
  select as_of, partner_id, years, getvariable('half_life_days') / 365 as half_life from metrics.partners_at
),
wins as (
  select as_of, partner_id, recent_wins from metrics.wins
),
priors as (
  select * from metrics.deal_rate_priors
),
updated as (
  select
    as_of,
    partner_id,
    priors.shape + wins.recent_wins as shape,
    priors.rate + (1 - power(2, -partners.years / partners.half_life)) * partners.half_life / ln(2) as rate
  from partners
  join wins using (as_of, partner_id)
  join priors using (as_of)
),
deal_rates as (
  select
    as_of,
    partner_id,
    shape,
    rate,
    shape / rate as expected_deals,
    power(rate / (rate + 1), shape) as p_silent
  from updated
)
select * from deal_rates order by as_of, partner_id
