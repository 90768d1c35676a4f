-- question: Did past years lose more than was forecast for a bad year?
-- definition: For each as-of date whose following 365 days are over: expected_loss and var95 of yearly_loss on that day, in
--   proportion to the revenue of 365 days if the window is longer or shorter, and realised = the sum, over the partners of
--   that day, of how much less each brought in the following 365 days than in the preceding 365 (none below 0), as known now.
--   failed = realised exceeds var95. Forecasts are empty if no earlier year was over to learn from.
-- unit: money in the reporting currency
-- direction: neither
-- source: Kupiec (1995), Journal of Derivatives 3(2):73-84
-- settings: window_days
-- grain: one row per past as_of with revenue
-- key: as_of
with realised as (
  select
    as_of,
    sum(revenue order by partner_id) as revenue,
    sum(greatest(revenue - revenue_next, 0) order by partner_id) as realised
  from metrics.inactivity_origins
  where outcome is not null
  group by as_of
),
-- a year's loss is forecast of the revenue of the window, which may be longer or shorter than the year that was lost
totals as (
  select as_of, sum(revenue order by partner_id) as revenue from metrics.risk group by as_of
),
forecasts as (
  select
    as_of,
    realised.revenue,
    realised.realised,
    yearly_loss.cases,
    case when getvariable('window_days') = 365 then 1 else realised.revenue / totals.revenue end as scale,
    yearly_loss.expected_loss,
    yearly_loss.var95
  from metrics.yearly_loss as yearly_loss
  join realised using (as_of)
  join totals using (as_of)
  where realised.revenue > 0 and yearly_loss.var95 is not null
),
backtest as (
  select
    as_of,
    revenue,
    case when cases > 0 then scale * expected_loss end as expected_loss,
    case when cases > 0 then scale * var95 end as var95,
    realised,
    case when cases > 0 then round(realised, 6) > round(scale * var95, 6) end as failed
  from forecasts
)
select * from backtest order by as_of
