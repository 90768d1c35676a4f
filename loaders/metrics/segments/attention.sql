-- question: Who gets too much of our time, and who is ignored?
-- definition: Hours of tickets and activities in the window beside the share of revenue (served as in segments). last_contact_on
--   = the latest activity but email. ignored: a partner with a won deal in the window and no contact for ignored_days, or none at
--   all while activities are recorded.
-- unit: hours, shares, days
-- direction: days_since_contact: lower is better
-- source: definition of the house
-- settings: ignored_days
-- grain: one row per as_of and partner
-- key: as_of, partner_id
-- records: activities happened_on where kind <> 'email'
-- formula: days_since_contact = as_of - last_contact_on;
--   service_share = service_hours.service_share
with hours as (
  select * from metrics.service_hours
),
segments as (
  select as_of, partner_id, value_share, served from metrics.segments
),
active as (
  select as_of, partner_id, deals > 0 as active from metrics.wins
),
activities as (
  select dates.as_of, partner_id, happened_on, kind
  from metrics.as_of_dates as dates
  join facts.activities as activities on activities.happened_on <= dates.as_of
),
contacts as (
  select as_of, partner_id, max(happened_on) as last_contact_on
  from activities
  where kind <> 'email' and partner_id is not null
  group by as_of, partner_id
),
recorded as (
  select distinct as_of, true as recorded from activities
),
attention as (
  select
    as_of,
    partner_id,
    ticket_hours,
    activity_hours,
    service_share,
    value_share,
    served,
    last_contact_on,
    cast(as_of - last_contact_on as integer) as days_since_contact,
    active and coalesce(as_of - last_contact_on >= getvariable('ignored_days'), recorded, false) as ignored
  from hours
  join segments using (as_of, partner_id)
  join active using (as_of, partner_id)
  left join contacts using (as_of, partner_id)
  left join recorded using (as_of)
)
select * from attention order by as_of, partner_id
