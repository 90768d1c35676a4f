-- question: How reciprocal are our partnerships as a whole?
-- definition: weighted_reciprocity = sum of 2 min(R, G) over sum of R + G of all partners; null without exchange. Beside it the
--   people graph (people_graph.sql) and the referrals received in response (referral_response.sql).
-- unit: shares
-- direction: higher is better
-- source: Squartini et al. (2013), Scientific Reports 3:2729, on a star
-- settings: none
-- grain: one row per as_of
-- key: as_of
-- formula: weighted_reciprocity = 2 * sum(least(reciprocity.received, reciprocity.given)) / nullif(sum(reciprocity.received +
--   reciprocity.given), 0);
--   rho = people_graph.rho;
--   lag_rate = referral_response.lag_rate
with dates as (
  select as_of from metrics.as_of_dates
),
exchanges as (
  select as_of, received, given from metrics.reciprocity
),
weighted as (
  select as_of, 2 * sum(least(received, given)) / nullif(sum(received + given), 0) as weighted_reciprocity
  from exchanges
  group by as_of
),
portfolio as (
  select
    as_of,
    weighted_reciprocity,
    edges,
    mutual_dyads,
    edge_reciprocity,
    density,
    rho,
    people_us,
    people_them,
    lag_given,
    lag_returned,
    lag_rate,
    lag_lower,
    lag_upper,
    lag_expected
  from dates
  left join weighted using (as_of)
  join metrics.people_graph using (as_of)
  join metrics.referral_response using (as_of)
)
select * from portfolio order by as_of
