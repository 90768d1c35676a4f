-- question: Did past years lose more than was forecast for a bad year?
-- definition: For each as-of date whose following 365 days are over: expected_loss and var95 of yearly_loss on that day, and
--   realised = the sum, over the partners of that day, of how much less each brought in the following 365 days than in the
--   preceding 365 (none below 0), as known now. failed = realised exceeds var95. Forecasts are null if no earlier year was over
--   to learn from.
-- unit: money in the reporting currency
-- direction: neither
-- source: Kupiec (1995), Journal of Derivatives 3(2):73-84
-- settings: none
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
backtest as (
  select
    as_of,
    realised.revenue,
    case when yearly_loss.cases > 0 then yearly_loss.expected_loss end as expected_loss,
    case when yearly_loss.cases > 0 then yearly_loss.var95 end as var95,
    realised,
    case when yearly_loss.cases > 0 then round(realised, 6) > round(yearly_loss.var95, 6) end as failed
  from metrics.yearly_loss
  join realised using (as_of)
  where realised.revenue > 0 and yearly_loss.var95 is not null
)
select * from backtest order by as_of
