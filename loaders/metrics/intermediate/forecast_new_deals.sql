-- question: How many deals that are not yet opened will each partner win within the forecast period, and how large will they
--   be?
-- definition: mean and variance of a compound Poisson-gamma distribution: each partner's credibility-weighted rate of wins
--   (deal_rates) times the share of wins within the horizon that come from deals not yet opened; mean_size = its credible deal
--   size (expected_values). For all partners, by class as of that day, and per partner with enough won deals (over the days of
--   the setting only).
-- unit: deals; mean_size is money in the reporting currency
-- direction: neither
-- source: Buhlmann & Straub (1970); Aalen & Johansen (1978)
-- settings: none
-- grain: one row per as_of, horizon, level (all, class, partner) and member
-- key: as_of, horizon, level, member
with members as (
  select * from metrics.forecast_members
),
shares as (
  select
    ages.as_of,
    forecast_horizons.horizon,
    forecast_horizons.horizon_days,
    won_early(ages.days, ages.won, ages.lost, ages.still_open, [cast(forecast_horizons.horizon_days as double)]) as new_share
  from metrics.deal_ages as ages
  join metrics.forecast_horizons using (as_of)
  where ages.kind = 'partner' and ages.size = 'all'
),
rates as (
  select
    as_of,
    shares.horizon,
    partner_id,
    deal_rates.shape,
    deal_rates.expected_deals * shares.horizon_days / 365 * coalesce(shares.new_share, 0) as mean,
    coalesce(expected_values.deal_size, 0) as deal_size
  from metrics.deal_rates as deal_rates
  join metrics.expected_values as expected_values using (as_of, partner_id)
  join shares using (as_of)
),
coming as (
  select
    as_of,
    rates.horizon,
    members.level,
    members.member,
    sum(rates.mean) as mean,
    sum(rates.mean + rates.mean * rates.mean / rates.shape) as variance,
    sum(rates.mean * rates.deal_size) / nullif(sum(rates.mean), 0) as mean_size
  from members
  join rates using (as_of, partner_id)
  where members.level <> 'partner' or rates.horizon = 'days'
  group by all
)
select * from coming order by as_of, horizon, level, member
