-- How leads run both ways over all partners and persons.
select
  portfolio.weighted_reciprocity,
  portfolio.rho,
  cast(portfolio.edges as integer) as edges,
  cast(portfolio.mutual_dyads as integer) as mutual_dyads,
  cast(portfolio.people_us as integer) as people_us,
  cast(portfolio.people_them as integer) as people_them,
  cast(portfolio.lag_given as integer) as lag_given,
  cast(portfolio.lag_returned as integer) as lag_returned,
  portfolio.lag_rate,
  portfolio.lag_lower,
  portfolio.lag_upper,
  portfolio.lag_expected
from metrics.reciprocity_portfolio as portfolio
join metrics.as_of_dates as dates on dates.as_of = portfolio.as_of and dates.is_current
