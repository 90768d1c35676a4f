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
  select deal_id, partners, customer_id, rep_id, opened_on from metrics.deal_spans
),
recorded as (
  select deals.deal_id, dates.as_of, deals.stage, deals.expected_close_on, cast(deals.probability as double) / 100 as probability
  from facts.deals as deals
  join metrics.as_of_dates as dates on dates.is_current
  where deals.status = 'open'
),
chances as (
  select as_of, kind, size, age_days, chance as win_chance from metrics.deal_chances where horizon = 'days'
),
paces as (
  select as_of, kind, size, won_days, stalled_after_days from metrics.deal_paces
),
joined as (
  select
    open_deals.as_of,
    open_deals.deal_id,
    open_deals.kind,
    spans.partners,
    spans.customer_id,
    spans.rep_id,
    spans.opened_on,
    open_deals.age_days,
    open_deals.value,
    open_deals.size,
    paces.won_days,
    paces.stalled_after_days,
    recorded.stage,
    recorded.expected_close_on,
    recorded.probability,
    chances.win_chance
  from metrics.open_deals
  join spans using (deal_id)
  join chances using (as_of, kind, size, age_days)
  left join paces using (as_of, kind, size)
  left join recorded using (as_of, deal_id)
),
pipeline_deals as (
  select
    *,
    coalesce(expected_close_on < as_of, false) as overdue,
    coalesce(age_days > stalled_after_days, false) or coalesce(expected_close_on < as_of, false) as stalled
  from joined
)
select * from pipeline_deals order by as_of, deal_id
