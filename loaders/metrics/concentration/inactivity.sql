-- question: How likely is a partner to win no deal with us in the next year, by the best forecast?
-- definition: p_silent = the candidate that was best at past month-ends (backtest_inactivity): portfolio, the share of partners
--   with a year of history that won nothing in the preceding 365 days; model, p_silent of deal_rates; or recalibrated, the
--   model corrected by the outcomes of past forecasts. The model while there is no portfolio rate. forecast = which of the
--   three it is. known = a past year tells how likely it is: not while there is no portfolio rate, nor if the rate is 0.
-- unit: probabilities
-- direction: lower is better
-- source: Brier (1950), Monthly Weather Review 78:1-3; Kull, Silva Filho & Flach (2017), EJS 11:5052-5080
-- settings: none
-- grain: one row per as_of and partner
-- key: as_of, partner_id
-- formula: model = deal_rates.p_silent
with wins as (
  select partner_id, closed_on from facts.deal_credits where status = 'won' and partner_id is not null
),
first_day as (
  select min(closed_on) as first_day from facts.deal_credits where status in ('won', 'lost')
),
active as (
  select distinct as_of_dates.as_of, wins.partner_id
  from metrics.as_of_dates
  join wins on wins.closed_on <= as_of_dates.as_of and wins.closed_on > as_of_dates.as_of - 365
),
rates as (
  select
    as_of,
    count(*) filter (active.partner_id is null and coalesce(partners_at.days_since_joined >= 365, true))
      / nullif(count(*) filter (coalesce(partners_at.days_since_joined >= 365, true)), 0) as portfolio
  from metrics.partners_at
  left join active using (as_of, partner_id)
  cross join first_day
  where as_of - 365 >= first_day
  group by as_of
),
candidates as (
  select
    as_of,
    deal_rates.partner_id,
    rates.portfolio,
    deal_rates.p_silent as model,
    1 / (
      1 + exp(-(inactivity_maps.c + inactivity_maps.a * ln(greatest(deal_rates.p_silent, 1e-300)) - inactivity_maps.b * ln(1 - deal_rates.p_silent)))
    ) as recalibrated,
    case when rates.portfolio is null then 'model' else backtest_inactivity.published end as forecast
  from metrics.deal_rates
  join metrics.inactivity_maps using (as_of)
  join metrics.backtest_inactivity using (as_of)
  left join rates using (as_of)
),
inactivity as (
  select
    as_of,
    partner_id,
    case forecast when 'portfolio' then portfolio when 'model' then model else recalibrated end as p_silent,
    forecast,
    portfolio is not null and (forecast <> 'portfolio' or portfolio > 0) as known,
    portfolio,
    model,
    recalibrated
  from candidates
)
select * from inactivity order by as_of, partner_id
