-- question: When was the last business review with each partner?
-- definition: last_review_on = the latest plan review with the partner; reviews = those of the evidence window. stale: none for
--   window_days. No rows while no plan review is recorded for any partner.
-- unit: days
-- direction: days_since_review: lower is better
-- source: practice of partner enablement
-- settings: window_days, evidence_days
-- grain: one row per as_of and partner, from the first recorded review on
-- key: as_of, partner_id
-- records: activities happened_on where kind = 'plan_review'
-- formula: days_since_review = as_of - last_review_on
with reviews as (
  select partner_id, happened_on from facts.activities where kind = 'plan_review' and partner_id is not null
),
recorded as (
  select min(happened_on) as recorded_from from reviews
),
counted as (
  select
    dates.as_of,
    reviews.partner_id,
    max(reviews.happened_on) as last_review_on,
    count(*) filter (dates.as_of - reviews.happened_on < getvariable('evidence_days')) as reviews
  from metrics.as_of_dates as dates
  join reviews on reviews.happened_on <= dates.as_of
  group by dates.as_of, reviews.partner_id
),
aged as (
  select
    as_of,
    partner_id,
    counted.last_review_on,
    cast(as_of - counted.last_review_on as integer) as days_since_review,
    cast(coalesce(counted.reviews, 0) as integer) as reviews,
    coalesce(as_of - counted.last_review_on >= getvariable('window_days'), true) as stale
  from metrics.partners_at
  join recorded on recorded.recorded_from <= as_of
  left join counted using (as_of, partner_id)
)
select * from aged order by as_of, partner_id
