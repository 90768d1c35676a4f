-- question: Where do leads dry up, or run one way only?
-- definition: Partners at as_of with level alarm or watch (quiet; size = leads missing, expected - seen; likelihood = 1 - q_value;
--   value = what the partner brings * the share of its rhythm that is missing), those that only take (taker) and those whose verdict
--   is they_owe or we_owe (a taker is not listed again; size = leads that one side is ahead; likelihood = the chance that the
--   share of the exchange is on that side of one half). Referrals are no money: only quiet has a value.
-- unit: leads, money in the reporting currency, probabilities
-- direction: neither
-- source: definition of the house
-- settings: none
-- grain: one row per as_of, kind and partner
-- key: as_of, kind, partner_id
-- formula: size = abs(expected - seen)
with brings as (
  select as_of, partner_id, revenue from metrics.risk
),
quiet as (
  select
    as_of,
    'quiet' as kind,
    partner_id,
    level,
    coalesce(began_on, as_of - window_days + 1) as began_on,
    expected_recent - recent as size,
    recent as seen,
    expected_recent as expected,
    cast(window_days as varchar) as detail,
    1 - q_value as likelihood,
    revenue * greatest(0, 1 - recent / expected_recent) as value
  from metrics.trend
  join brings using (as_of, partner_id)
  left join metrics.declines using (as_of, partner_id)
  where level <> 'none'
),
one_sided_partners as (
  select
    as_of,
    'taker' as kind,
    partner_id,
    'watch' as level,
    cast(null as date) as began_on,
    given - received as size,
    received as seen,
    given as expected,
    cast(null as varchar) as detail,
    beta_cdf(.5::double, .5::double + received, .5::double + given) as likelihood,
    cast(null as double) as value
  from metrics.one_sided
),
verdicts as (
  select
    as_of,
    verdict as kind,
    partner_id,
    'watch' as level,
    cast(null as date) as began_on,
    abs(given - received) as size,
    received as seen,
    given as expected,
    cast(null as varchar) as detail,
    beta_cdf(.5::double, .5::double + least(received, given), .5::double + greatest(received, given)) as likelihood,
    cast(null as double) as value
  from metrics.reciprocity
  where verdict in ('they_owe', 'we_owe')
),
listed as (
  select * from quiet
  union all
  select * from one_sided_partners
  union all
  select * from verdicts anti join one_sided_partners using (as_of, partner_id)
)
select * from listed order by as_of, kind, partner_id
