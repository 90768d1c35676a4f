-- question: Whom do we leave alone too long, and who has too much of our time?
-- definition: ignored: as in attention, began_on = the last contact. ignored_customer: neglected as in customer_contacts. stale_plan:
--   a partner with a won deal in the window whose last plan review, or else its start, is window_days ago or more. Their size = what
--   the partner or customer brings, likelihood = p_silent (of customers, the expected loss over all partners), value = size.
--   over_served: served over, as in attention; size = excess_hours, which are hours and not money.
-- unit: money in the reporting currency, hours, days, probabilities
-- direction: neither
-- source: definition of the house
-- settings: window_days
-- grain: one row per as_of, kind and subject (partner or customer)
-- key: as_of, kind, subject
with risk as (
  select as_of, partner_id, revenue, p_silent from metrics.risk
),
usual as (
  select as_of, coalesce(sum(expected_loss) / nullif(sum(revenue), 0), 0) as chance, sum(revenue) as revenue
  from metrics.risk
  group by as_of
),
ignored as (
  select as_of, 'ignored' as kind, partner_id as subject, partner_id, cast(null as varchar) as customer_id, last_contact_on as began_on, revenue as size, 'money' as size_unit,
    days_since_contact as seen, p_silent as likelihood, revenue as value
  from metrics.attention
  join risk using (as_of, partner_id)
  where ignored
),
customers as (
  select as_of, 'ignored_customer' as kind, customer_id as subject, cast(null as varchar) as partner_id, customer_id, last_contact_on as began_on,
    greatest(net, 0) as size, 'money' as size_unit, days_since_contact as seen, chance as likelihood, greatest(net, 0) as value
  from metrics.customer_contacts
  join usual using (as_of)
  where neglected
),
plans as (
  select as_of, 'stale_plan' as kind, partner_id as subject, partner_id, cast(null as varchar) as customer_id,
    coalesce(last_review_on, started_on) + getvariable('window_days') as began_on,
    risk.revenue as size, 'money' as size_unit, days_since_review as seen, p_silent as likelihood, risk.revenue as value
  from metrics.reviews
  join metrics.partners_at using (as_of, partner_id)
  join metrics.wins using (as_of, partner_id)
  join risk using (as_of, partner_id)
  where stale and deals > 0 and as_of - coalesce(last_review_on, started_on) >= getvariable('window_days')
),
over_served as (
  select as_of, 'over_served' as kind, partner_id as subject, partner_id, cast(null as varchar) as customer_id, cast(null as date) as began_on,
    excess_hours as size, 'hours' as size_unit, service_share as seen, cast(null as double) as likelihood, cast(null as double) as value
  from metrics.attention
  where served = 'over'
),
listed as (
  select * from ignored
  union all
  select * from customers
  union all
  select * from plans
  union all
  select * from over_served
)
select * from listed order by as_of, kind, subject
