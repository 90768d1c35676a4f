-- question: At what pace did a partner send us leads before the last weeks?
-- definition: For each window of 90, 180 and 365 d that leaves the partner a history in the evidence window: recent = received
--   referrals in it, before = those of the history, years = its length; expected = (shape + before) / (rate + years) * window /
--   365, shape and rate by gamma moments over all partners' histories.
-- unit: referrals; years
-- direction: neither
-- source: Gamma-Poisson credibility by moments, after Buhlmann & Straub (1970)
-- settings: evidence_days
-- grain: one row per as_of, partner and window_days
-- key: as_of, partner_id, window_days
-- records: referrals made_on in evidence_days where direction = 'received'
-- formula: expected = shape / rate * window_days / 365
with windows as (
  select
    as_of,
    partner_id,
    window_days,
    years - window_days / 365 as years
  from metrics.partners_at
  cross join (values (90), (180), (365)) as windows (window_days)
  where round(years * 365) > window_days
),
received as (
  select dates.as_of, referrals.partner_id, dates.as_of - referrals.made_on as age
  from metrics.as_of_dates as dates
  join facts.referrals as referrals on referrals.made_on <= dates.as_of
  where referrals.direction = 'received' and dates.as_of - referrals.made_on < getvariable('evidence_days')
),
counts as (
  select
    windows.as_of,
    windows.partner_id,
    windows.window_days,
    any_value(windows.years) as years,
    cast(count(*) filter (received.age < windows.window_days) as integer) as recent,
    cast(count(*) filter (received.age >= windows.window_days) as integer) as before
  from windows
  left join received using (as_of, partner_id)
  group by windows.as_of, windows.partner_id, windows.window_days
),
priors as (
  select
    as_of,
    window_days,
    gamma_prior(list(cast(before as double) order by partner_id), list(years order by partner_id)) as prior
  from counts
  group by as_of, window_days
),
histories as (
  select
    as_of,
    partner_id,
    window_days,
    recent,
    before,
    years,
    prior.shape + before as shape,
    prior.rate + years as rate,
    (prior.shape + before) / (prior.rate + years) * window_days / 365 as expected
  from counts
  join priors using (as_of, window_days)
)
select * from histories order by as_of, partner_id, window_days
