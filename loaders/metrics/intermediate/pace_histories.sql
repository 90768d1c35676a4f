-- question: At what pace did a partner open and win deals with us before the last weeks?
-- definition: As trend_histories, of two more signals, each with a rhythm and a prior of its own: deals_opened (opened_on) and deals_won
--   (closed_on of won deals), a deal with m partners counting 1/m for each. last_on = the day of the last one.
-- unit: deal credits; years
-- direction: neither
-- source: Gamma-Poisson credibility by moments, after Buhlmann & Straub (1970)
-- settings: evidence_days
-- grain: one row per as_of, signal, partner and window_days
-- key: as_of, signal, partner_id, window_days
-- records: deals opened_on in evidence_days where partners > 0
with partners as (
  select as_of, signal, partner_id, years
  from metrics.partners_at
  cross join (values ('deals_opened'), ('deals_won')) as signals (signal)
),
windows as (
  select as_of, signal, partner_id, window_days, years - window_days / 365 as years
  from partners
  cross join (values (90), (180), (365)) as windows (window_days)
  where round(years * 365) > window_days
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
-- days between which no window of any date begins or ends count alike at every date
cuts as (
  select distinct as_of - ago as cut
  from metrics.as_of_dates
  cross join (values (0), (90), (180), (365), (getvariable('evidence_days'))) as starts (ago)
),
spans as (
  select signal, partner_id, cut, sum(credits order by happened_on) as credits, max(happened_on) as last_on
  from days
  asof join cuts on days.happened_on <= cuts.cut
  group by signal, partner_id, cut
),
counted as (
  select
    as_of,
    signal,
    partner_id,
    sum(credits order by cut) filter (as_of - cut < 90) as in_90,
    sum(credits order by cut) filter (as_of - cut < 180) as in_180,
    sum(credits order by cut) filter (as_of - cut < 365) as in_365,
    sum(credits order by cut) as in_all,
    max(last_on) as last_on
  from metrics.as_of_dates
  join spans on cut <= as_of and as_of - cut < getvariable('evidence_days')
  group by as_of, signal, partner_id
),
counts as (
  select
    windows.*,
    coalesce(case window_days when 90 then in_90 when 180 then in_180 else in_365 end, 0) as recent,
    round(coalesce(in_all, 0) - recent, 9) as before,
    last_on
  from windows
  left join counted using (as_of, signal, partner_id)
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
    partner_id,
    window_days,
    recent,
    before,
    years,
    prior.shape + before as shape,
    prior.rate + years as rate,
    (prior.shape + before) / (prior.rate + years) * window_days / 365 as expected,
    last_on
  from counts
  join priors using (as_of, signal, window_days)
)
select * from histories order by as_of, signal, partner_id, window_days
