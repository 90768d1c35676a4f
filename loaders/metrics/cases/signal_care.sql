-- question: Which partners and customers have had no contact or review for too long, and which partners use too much support?
-- definition: no_contact: enters as ignored in metric attention, stays while the last contact is at least no_contact_leave_days
--   ago; began_on = the last contact; size = days since. over_served: enters with served = over in attention, stays while
--   excess_hours is at least three quarters of over_served_min_hours; size = excess_hours (hours, not money). review_overdue: a
--   partner with a won deal in the window whose last business review, or else its start, is at least window_days plus
--   review_grace_days ago; stays until a review is held. customer_no_contact: enters as neglected in customer_contacts, stays
--   while the last contact is at least no_contact_leave_days ago. A rule that more than half of those to which it applies would
--   meet lists nobody (muted_rules).
-- unit: days, hours
-- direction: neither
-- source: in-house definition; different bounds to enter and to leave: ISA-18.2-2016, section 11
-- settings: window_days, no_contact_leave_days, review_grace_days, over_served_min_hours
-- grain: one row per as_of, kind and subject (partner or customer)
-- key: as_of, kind, subject
with muted as (
  select as_of, rule from metrics.muted_rules where muted
),
contacts as (
  select
    as_of,
    'no_contact' as kind,
    partner_id,
    ignored as enters,
    ignored or coalesce(days_since_contact >= getvariable('no_contact_leave_days'), false) as stays,
    last_contact_on as began_on,
    days_since_contact as size
  from metrics.attention
),
served as (
  select
    as_of,
    'over_served' as kind,
    partner_id,
    coalesce(served = 'over', false) as enters,
    coalesce(excess_hours >= .75 * getvariable('over_served_min_hours'), false) as stays,
    excess_hours as size,
    service_share as seen
  from metrics.attention
  -- a revenue that leaves out a deal is too small to judge hours by
  anti join (select as_of, partner_id from metrics.excluded_money where partner_id is not null) using (as_of, partner_id)
),
reviews as (
  select
    as_of,
    'review_overdue' as kind,
    partner_id,
    wins.deals > 0
      and coalesce(
        as_of - coalesce(reviews.last_review_on, partners_at.started_on) >= getvariable('window_days') + getvariable('review_grace_days'),
        reviews.last_review_on is null
      ) as enters,
    wins.deals > 0 and reviews.stale as stays,
    coalesce(reviews.last_review_on, partners_at.started_on) + cast(getvariable('window_days') as integer) as began_on,
    reviews.days_since_review as size
  from metrics.reviews
  join metrics.partners_at using (as_of, partner_id)
  join metrics.wins using (as_of, partner_id)
),
customers as (
  select
    as_of,
    'customer_no_contact' as kind,
    customer_id,
    coalesce(neglected, false) as enters,
    coalesce(neglected or not vital and days_since_contact >= getvariable('no_contact_leave_days'), false) as stays,
    last_contact_on as began_on,
    days_since_contact as size
  from metrics.customer_contacts
),
found as (
  select * from contacts
  union all by name
  select * from served
  union all by name
  select * from reviews
  union all by name
  select * from customers
),
rules as (
  select
    found.* exclude (size, seen),
    coalesce(found.partner_id, found.customer_id) as subject,
    cast(found.size as double) as size,
    case when found.kind = 'over_served' then 'hours' else 'days' end as size_unit,
    cast(case when found.kind = 'over_served' then found.seen else found.size end as double) as seen
  from found
  anti join muted on muted.as_of = found.as_of and muted.rule = found.kind
),
listed as (
  select * from rules semi join (select kind, subject from rules where enters) using (kind, subject)
)
select * from listed order by as_of, kind, subject
