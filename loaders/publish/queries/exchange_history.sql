-- Referrals exchanged in the window that ends at each month-end.
select
  portfolio.as_of,
  cast(coalesce(sum(partners.received), 0) as integer) as received,
  cast(coalesce(sum(partners.given), 0) as integer) as given,
  any_value(portfolio.weighted_reciprocity) as weighted_reciprocity
from metrics.reciprocity_portfolio as portfolio
left join metrics.reciprocity as partners on partners.as_of = portfolio.as_of
group by portfolio.as_of
order by portfolio.as_of
