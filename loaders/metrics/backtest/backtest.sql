-- question: Did past scores predict what happened next?
-- definition: For each partner with a score at a month-end that is at least 90 days before the current date: forecast = score /
--   100 on that day; outcome = the share of good outcomes in the following 90 days, weighted by credits, as known now. Rivals:
--   portfolio = the share of good outcomes of all partners in the evidence window of that day; raw = the partner's own share,
--   or the portfolio's if it has none. All of them count only the kinds of evidence that spoke in the score on that day.
-- unit: shares, and credits
-- direction: neither
-- source: Brier (1950), Monthly Weather Review 78:1-3
-- settings: none
-- grain: one row per past as_of and partner with an outcome in the 90 days after it
-- key: as_of, partner_id
-- records: deals where status in ('won', 'lost') and closed_on - it.as_of between 1 and 90;
--   referrals where direction = 'received' and outcome <> 'pending' and made_on - it.as_of between 1 and 90;
--   tickets where owner = 'partner' and coalesce(resolved_on, due_on) - it.as_of between 1 and 90
-- formula: forecast = trust.score / 100
with latest as (
  select as_of as today from metrics.as_of_dates where is_current
),
dates as (
  select as_of_dates.as_of, latest.today from metrics.as_of_dates cross join latest where as_of_dates.as_of + 90 <= latest.today
),
days as (
  select calendar.day, min(dates.as_of) as tells_from, max(dates.as_of) as tells_until
  from metrics.calendar
  join dates on calendar.day - dates.as_of between 1 and 90
  group by calendar.day
),
told as (
  select evidence.partner_id, evidence.kind, days.tells_from, days.tells_until, sum(evidence.credit) as credits, sum(evidence.kept) as kept
  from facts.evidence
  join days on days.day = evidence.dated_on
  where evidence.visible_on <= (select today from latest)
    and (evidence.hidden_on is null or evidence.hidden_on > (select today from latest))
  group by evidence.partner_id, evidence.kind, days.tells_from, days.tells_until
),
-- a score is no forecast of outcomes that it leaves out
speaking as (
  select as_of, kind from metrics.trust_priors where speaks
),
outcomes as (
  select dates.as_of, told.partner_id, sum(told.credits) as credits, sum(told.kept) as kept
  from dates
  join told on dates.as_of between told.tells_from and told.tells_until
  join speaking on speaking.as_of = dates.as_of and speaking.kind = told.kind
  group by dates.as_of, told.partner_id
),
counted as (
  select kinds.* from metrics.trust_kinds as kinds semi join speaking using (as_of, kind) where kinds.n > 0
),
partner_rates as (
  select as_of, partner_id, sum(kept) / sum(n) as rate from counted group by as_of, partner_id
),
portfolio_rates as (
  select as_of, sum(kept) / sum(n) as rate from counted group by as_of
),
backtest as (
  select
    as_of,
    partner_id,
    outcomes.credits,
    outcomes.kept / outcomes.credits as outcome,
    trust.score / 100 as forecast,
    portfolio_rates.rate as portfolio,
    coalesce(partner_rates.rate, portfolio_rates.rate) as raw
  from outcomes
  join metrics.trust as trust using (as_of, partner_id)
  left join partner_rates using (as_of, partner_id)
  left join portfolio_rates using (as_of)
  where trust.score is not null
)
select * from backtest order by as_of, partner_id
