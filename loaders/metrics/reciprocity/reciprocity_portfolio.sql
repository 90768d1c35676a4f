-- question: How reciprocal are our partnerships overall?
-- definition: weighted_reciprocity = sum of 2 min(R, G) over sum of R + G of all partners; empty without exchange.
--   received_value, given_value = the sums of all partners. In addition, figures of the people graph (people_graph) and of referrals received in response (referral_response).
-- unit: shares; received_value and given_value in the reporting currency
-- direction: higher is better
-- source: Squartini et al. (2013), Scientific Reports 3:2729, on a star
-- settings: none
-- grain: one row per as_of
-- key: as_of
-- formula: weighted_reciprocity = 2 * sum(least(reciprocity.received, reciprocity.given)) / nullif(sum(reciprocity.received +
--   reciprocity.given), 0);
--   received_value = sum(reciprocity.received_value);
--   given_value = sum(reciprocity.given_value);
--   rho = people_graph.rho;
--   lag_rate = referral_response.lag_rate
with dates as (
  select as_of from metrics.as_of_dates
),
exchanges as (
  select as_of, received, given, received_value, given_value from metrics.reciprocity
),
weighted as (
  select
    as_of,
    2 * sum(least(received, given)) / nullif(sum(received + given), 0) as weighted_reciprocity,
    sum(received_value) as received_value,
    sum(given_value) as given_value
  from exchanges
  group by as_of
),
portfolio as (
  select
    as_of,
    weighted.weighted_reciprocity,
    coalesce(weighted.received_value, 0) as received_value,
    coalesce(weighted.given_value, 0) as given_value,
    people_graph.edges,
    people_graph.mutual_dyads,
    people_graph.edge_reciprocity,
    people_graph.density,
    people_graph.rho,
    people_graph.people_us,
    people_graph.people_them,
    referral_response.lag_given,
    referral_response.lag_returned,
    referral_response.lag_rate,
    referral_response.lag_lower,
    referral_response.lag_upper,
    referral_response.lag_expected,
    referral_response.lag_excess,
    referral_response.lag_excess_lower,
    referral_response.lag_excess_upper
  from dates
  left join weighted using (as_of)
  join metrics.people_graph using (as_of)
  join metrics.referral_response using (as_of)
)
select * from portfolio order by as_of
