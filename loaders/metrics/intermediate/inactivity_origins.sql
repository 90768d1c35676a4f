-- question: What would have been forecast for each partner at each past month-end, and what happened?
-- definition: Every month-end up to the current day that has a year of closed deals before it, whether or not metrics are
--   computed for it, and every partner of that day. model = p_silent of the metric deal_rates; portfolio = the share of
--   partners with a year of history that won nothing in the preceding 365 days; outcome = 1 if the partner won nothing in the
--   following 365 days, else 0, empty if they are not over. revenue and revenue_next = its net won in the 365 days before and
--   after, a negative one as 0.
-- unit: probabilities; money in the reporting currency
-- direction: neither
-- source: Gamma-Poisson with the forgetting of Josang & Ismail (2002)
-- settings: evidence_days, half_life_days
-- grain: one row per month-end and partner
-- key: as_of, partner_id
-- records: deals closed_on in evidence_days where status = 'won' and partners > 0;
--   deals where it.outcome is not null and status = 'won' and partners > 0 and closed_on > cast(it.as_of as date) and closed_on <=
--   cast(it.as_of as date) + 365
with dates as (
  select as_of, today from metrics.month_ends
),
partners as (
  select
    dates.as_of,
    partner_starts.partner_id,
    least(coalesce(dates.as_of - partner_starts.started_on, getvariable('evidence_days')), getvariable('evidence_days')) / 365 as years,
    -- however short the evidence window is
    coalesce(dates.as_of - partner_starts.started_on >= 365, true) as has_year
  from dates
  cross join facts.partner_starts
  where partner_starts.started_on is null or partner_starts.started_on <= dates.as_of
),
summed as (
  select * from metrics.month_end_wins
),
known as (
  select
    partners.*,
    coalesce(summed.credits, 0) as credits,
    coalesce(summed.recent, 0) as recent,
    coalesce(summed.before, 0) as before,
    case when as_of + 365 <= dates.today then case when coalesce(summed.after, 0) = 0 then 1 else 0 end end as outcome,
    greatest(coalesce(summed.revenue, 0), 0) as revenue,
    greatest(coalesce(summed.revenue_next, 0), 0) as revenue_next
  from partners
  join dates using (as_of)
  left join summed using (as_of, partner_id)
),
portfolios as (
  select
    as_of,
    gamma_prior(list(credits order by partner_id), list(years order by partner_id)) as prior,
    count(*) filter (before = 0 and has_year) / nullif(count(*) filter (has_year), 0) as portfolio
  from known
  group by as_of
),
modelled as (
  select
    *,
    portfolios.prior.shape + known.recent as shape,
    portfolios.prior.rate
      + (1 - power(2, -known.years * 365 / getvariable('half_life_days'))) * getvariable('half_life_days') / 365 / ln(2) as rate
  from known
  join portfolios using (as_of)
),
origins as (
  select
    as_of,
    partner_id,
    power(rate / (rate + 1), shape) as model,
    portfolio,
    cast(outcome as integer) as outcome,
    revenue,
    revenue_next
  from modelled
)
select * from origins order by as_of, partner_id
