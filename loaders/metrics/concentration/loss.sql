-- question: How much could be lost in a bad year, if partners become inactive?
-- definition: L = the revenue of the partners that become inactive, each with its own probability and independently (which
--   understates bad years), by exact convolution on a grid of 10,000 cells; where rounding to it would move the mean by
--   more than 2% (many small partners), those of fewer than 20 cells are summed by mean, variance and skewness. var95 =
--   the loss reached in 1 year of 20; es95 = the mean loss of those years; p_lose_20 = the probability of losing a fifth or
--   more; empty without revenue. Direct revenue (direct_revenue) is left out.
-- unit: money in the reporting currency; p_lose_20 a probability
-- direction: lower is better
-- source: Acerbi & Tasche (2002), Journal of Banking & Finance 26:1487-1503; convolution: Hong (2013), CSDA 59:41-51
-- settings: none
-- grain: one row per as_of
-- key: as_of
-- formula: expected_loss = sum(risk.expected_loss);
--   direct_revenue = sum(case when revenue.kind = 'direct' then revenue.net end)
with dates as (
  select as_of from metrics.as_of_dates
),
distributions as (
  select as_of, loss_distribution(list(revenue order by partner_id), list(p_silent order by partner_id)) as loss
  from metrics.risk
  group by as_of
),
direct as (
  select as_of, net from metrics.revenue where kind = 'direct'
),
losses as (
  select
    as_of,
    coalesce(distributions.loss.expected_loss, 0) as expected_loss,
    distributions.loss.var95,
    distributions.loss.es95,
    distributions.loss.p_lose_20,
    direct.net as direct_revenue
  from dates
  left join distributions using (as_of)
  join direct using (as_of)
)
select * from losses order by as_of
