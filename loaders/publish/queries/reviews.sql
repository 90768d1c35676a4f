-- When each partner last had a joint review, longest ago first.
select
  reviews.partner_id as id,
  coalesce(named.name, reviews.partner_id) as name,
  reviews.last_review_on,
  cast(reviews.days_since_review as integer) as days_since_review,
  reviews.stale
from metrics.reviews as reviews
join metrics.as_of_dates as dates on dates.as_of = reviews.as_of and dates.is_current
left join facts.partners as named on named.partner_id = reviews.partner_id
order by reviews.days_since_review desc nulls first, name
