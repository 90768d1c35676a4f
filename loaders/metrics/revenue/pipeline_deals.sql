-- question: Which deals are open, how old are they, and which are stalled?
-- definition: Deals open at as_of; age_days since they were opened. Their age is compared with deals of their size
--   (deal_paces): won_days = the median age of the won ones; stalled_after_days = the age that stalled_share of the won
--   ones did not exceed. stalled = older than that, or past its expected close; overdue = the latter only. Stage, expected
--   close and probability are as recorded now, so only the current as_of has them. win_chance = the probability of being won
--   within the days of the forecast (deal_chances).
-- unit: money in the reporting currency, days, probability
-- direction: stalled: lower is better
-- source: in-house definition
-- settings: none
-- grain: one row per as_of and deal open then
-- key: as_of, deal_id
-- records: deals where deal_id = it.deal_id
with spans as (
  select * from metrics.deal_spans
),
recorded as (
  select deals.deal_id, dates.as_of, deals.stage, deals.expected_close_on, cast(deals.probability as double) / 100 as probability
  from facts.deals as deals
  join metrics.as_of_dates as dates on dates.is_current
  where deals.status = 'open'
),
chances as (
  select as_of, deal_id, size, chance as win_chance from metrics.deal_chances where horizon = 'days'
),
paces as (
  select as_of, kind, size, won_days, stalled_after_days from metrics.deal_paces
),
joined as (
  select
    chances.as_of,
    chances.deal_id,
    spans.kind,
    spans.partners,
    spans.customer_id,
    spans.rep_id,
    spans.opened_on,
    cast(chances.as_of - spans.opened_on as integer) as age_days,
    spans.value,
    chances.size,
    paces.won_days,
    paces.stalled_after_days,
    recorded.stage,
    recorded.expected_close_on,
    recorded.probability,
    chances.win_chance
  from chances
  join spans on spans.deal_id = chances.deal_id
  left join paces on paces.as_of = chances.as_of and paces.kind = spans.kind and paces.size = chances.size
  left join recorded on recorded.as_of = chances.as_of and recorded.deal_id = chances.deal_id
),
pipeline_deals as (
  select
    *,
    coalesce(expected_close_on < as_of, false) as overdue,
    coalesce(age_days > stalled_after_days, false) or coalesce(expected_close_on < as_of, false) as stalled
  from joined
)
select * from pipeline_deals order by as_of, deal_id
