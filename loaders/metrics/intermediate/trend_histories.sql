-- question: How many referrals did a partner send us before the window tested?
-- definition: For each window of 90, 180 and 365 days before which the partner has history in the evidence window: recent =
--   received referrals in the window, before = those of the history, years = its length, last_on = the day of the last;
--   expected = (shape + before) / (rate + years) * window / 365, with shape and rate by gamma moments over all partners'
--   histories.
-- unit: referrals; years
-- direction: neither
-- source: Gamma-Poisson credibility by moments, after Buhlmann & Straub (1970)
-- settings: evidence_days
-- grain: one row per as_of, partner and window_days
-- key: as_of, partner_id, window_days
-- records: referrals made_on in evidence_days where direction = 'received'
-- formula: expected = shape / rate * window_days / 365
with windows as (
  select * from metrics.pace_windows
),
dates as (
  select as_of from metrics.as_of_dates
),
referrals as (
  select partner_id, made_on, count(*) as referrals
  from facts.referrals
  where direction = 'received'
  group by partner_id, made_on
),
spans as (
  select referrals.partner_id, days.cut, sum(referrals.referrals) as referrals, max(referrals.made_on) as last_on
  from referrals
  join metrics.pace_cuts as days on days.day = referrals.made_on
  group by referrals.partner_id, days.cut
),
received as (
  select
    dates.as_of,
    spans.partner_id,
    sum(spans.referrals) filter (dates.as_of - spans.cut < 90) as in_90,
    sum(spans.referrals) filter (dates.as_of - spans.cut < 180) as in_180,
    sum(spans.referrals) filter (dates.as_of - spans.cut < 365) as in_365,
    sum(spans.referrals) as in_all,
    max(spans.last_on) as last_on
  from dates
  join spans on spans.cut <= dates.as_of and dates.as_of - spans.cut < getvariable('evidence_days')
  group by dates.as_of, spans.partner_id
),
counts as (
  select
    as_of,
    partner_id,
    windows.window_days,
    windows.years,
    cast(
      coalesce(case windows.window_days when 90 then received.in_90 when 180 then received.in_180 else received.in_365 end, 0) as integer
    ) as recent,
    cast(coalesce(received.in_all, 0) - recent as integer) as before,
    received.last_on
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
    counts.partner_id,
    window_days,
    counts.recent,
    counts.before,
    counts.years,
    priors.prior.shape + counts.before as shape,
    priors.prior.rate + counts.years as rate,
    (priors.prior.shape + counts.before) / (priors.prior.rate + counts.years) * window_days / 365 as expected,
    counts.last_on
  from counts
  join priors using (as_of, window_days)
)
select * from histories order by as_of, partner_id, window_days
