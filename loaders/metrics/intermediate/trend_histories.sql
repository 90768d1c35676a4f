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
dates as (
  select as_of from metrics.as_of_dates
),
-- days between which no window of any date begins or ends count alike at every date
cuts as (
  select distinct as_of - ago as cut
  from dates
  cross join (values (0), (90), (180), (365), (getvariable('evidence_days'))) as starts (ago)
),
referrals as (
  select partner_id, made_on, count(*) as referrals
  from facts.referrals
  where direction = 'received'
  group by partner_id, made_on
),
days as (
  select day, min(cut) as cut from metrics.calendar join cuts on cut >= day group by day
),
spans as (
  select partner_id, cut, sum(referrals) as referrals from referrals join days on day = made_on group by partner_id, cut
),
received as (
  select
    as_of,
    partner_id,
    sum(referrals) filter (as_of - cut < 90) as in_90,
    sum(referrals) filter (as_of - cut < 180) as in_180,
    sum(referrals) filter (as_of - cut < 365) as in_365,
    sum(referrals) as in_all
  from dates
  join spans on cut <= as_of and as_of - cut < getvariable('evidence_days')
  group by as_of, partner_id
),
counts as (
  select
    as_of,
    partner_id,
    window_days,
    years,
    cast(coalesce(case window_days when 90 then in_90 when 180 then in_180 else in_365 end, 0) as integer) as recent,
    cast(coalesce(in_all, 0) - recent as integer) as before
  from windows
  left join received using (as_of, partner_id)
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
