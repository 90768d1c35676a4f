-- question: At what pace did a partner open and win deals with us before the window tested?
-- definition: Like trend_histories, for two more signals, each with its own windows and prior: deals_opened (opened_on) and
--   deals_won (closed_on of won deals), a deal with m partners counting 1/m for each. last_on = the day of the last one.
-- unit: deal credits; years
-- direction: neither
-- source: Gamma-Poisson credibility by moments, after Buhlmann & Straub (1970)
-- settings: evidence_days
-- grain: one row per as_of, signal, partner and window_days
-- key: as_of, signal, partner_id, window_days
-- records: deals opened_on in evidence_days where partners > 0
with windows as (
  select windows.as_of, signals.signal, windows.partner_id, windows.window_days, windows.years
  from metrics.pace_windows as windows
  cross join (values ('deals_opened'), ('deals_won')) as signals (signal)
),
events as (
  select 'deals_opened' as signal, partner_id, opened_on as happened_on, credit
  from facts.deal_credits
  where partner_id is not null and opened_on is not null
  union all
  select 'deals_won' as signal, partner_id, closed_on as happened_on, credit
  from facts.deal_credits
  where partner_id is not null and status = 'won'
),
days as (
  select signal, partner_id, happened_on, sum(credit) as credits from events group by signal, partner_id, happened_on
),
spans as (
  select
    days.signal,
    days.partner_id,
    cuts.cut,
    sum(days.credits order by days.happened_on) as credits,
    max(days.happened_on) as last_on
  from days
  join metrics.pace_cuts as cuts on cuts.day = days.happened_on
  group by days.signal, days.partner_id, cuts.cut
),
-- each partner's days in one list, which is sorted once, not for each date
listed as (
  select signal, partner_id, list({cut: cut, credits: credits, last_on: last_on} order by cut) as spans
  from spans
  group by signal, partner_id
),
seen as (
  select dates.as_of, listed.signal, listed.partner_id,
    list_filter(listed.spans, lambda span : span.cut <= dates.as_of and dates.as_of - span.cut < getvariable('evidence_days')) as spans
  from metrics.as_of_dates as dates
  cross join listed
),
counts as (
  select
    windows.*,
    list_filter(seen.spans, lambda span : windows.as_of - span.cut < windows.window_days) as latest,
    coalesce(list_sum(list_transform(latest, lambda span : span.credits)), 0) as recent,
    round(coalesce(list_sum(list_transform(seen.spans, lambda span : span.credits)), 0) - recent, 9) as before,
    list_max(list_transform(seen.spans, lambda span : span.last_on)) as last_on
  from windows
  left join seen using (as_of, signal, partner_id)
),
priors as (
  select
    as_of,
    signal,
    window_days,
    gamma_prior(list(before order by partner_id), list(years order by partner_id)) as prior
  from counts
  group by as_of, signal, window_days
),
histories as (
  select
    as_of,
    signal,
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
  join priors using (as_of, signal, window_days)
)
select * from histories order by as_of, signal, partner_id, window_days
