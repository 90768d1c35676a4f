-- question: How likely is it to lose at least a given share of partner revenue next year?
-- definition: For L of yearly_loss, the probability that L is at least share_lost of the revenue of the window, for share_lost
--   of 0, 1, … 100%, at the current as-of date; no row without revenue.
-- unit: shares and probabilities
-- direction: lower is better
-- source: convolution: Hong (2013), CSDA 59:41-51
-- settings: none
-- grain: one row per share_lost, at the current as_of only
-- key: share_lost
with current as (
  select as_of from metrics.as_of_dates where is_current
),
curves as (
  select as_of, loss_curve(revenues, chances, thirds, first_third, second_third, last_third) as probabilities
  from metrics.loss_inputs
  semi join current using (as_of)
),
points as (
  select as_of, unnest(range(len(probabilities))) / 100 as share_lost, unnest(probabilities) as probability
  from curves
)
select * from points order by as_of, share_lost
