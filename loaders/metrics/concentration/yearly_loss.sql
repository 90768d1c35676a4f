-- question: How much could be lost in a bad year, if partners become inactive or buy less?
-- definition: L = the sum over partners of revenue times X, each independently (which understates bad years): X = 1 with the
--   probability of inactivity, else a share drawn from yearly_shrinkage for the partner's third by revenue; by exact
--   convolution on a grid of 10,000 cells, and where partners are small on it as loss. var95 = the loss reached in 1 year of
--   20; es95 = the mean loss of those years; p_lose_20 = the probability of losing a fifth or more; empty without revenue. cases
--   = the past partner years from which the shrinkage was taken.
-- unit: money in the reporting currency; p_lose_20 a probability
-- direction: lower is better
-- source: Acerbi & Tasche (2002), Journal of Banking & Finance 26:1487-1503; convolution: Hong (2013), CSDA 59:41-51
-- settings: none
-- grain: one row per as_of
-- key: as_of
with dates as (
  select as_of from metrics.as_of_dates
),
distributions as (
  select as_of, cases, yearly_loss(revenues, chances, thirds, first_third, second_third, last_third) as loss
  from metrics.loss_inputs
),
losses as (
  select
    as_of,
    coalesce(distributions.loss.expected_loss, 0) as expected_loss,
    distributions.loss.var95,
    distributions.loss.es95,
    distributions.loss.p_lose_20,
    coalesce(distributions.cases, 0) as cases
  from dates
  left join distributions using (as_of)
)
select * from losses order by as_of
