-- question: How much of our time did a partner get in the window?
-- definition: Hours of the tickets opened and of the activities on a day of the window. service_share = its ticket hours / those
--   of all partners; null where no hours are recorded.
-- unit: hours, and shares
-- direction: neither
-- source: definition of the house
-- settings: window_days
-- grain: one row per as_of and partner
-- key: as_of, partner_id
-- records: tickets opened_on in window_days;
--   activities happened_on in window_days
-- formula: ticket_hours = coalesce(sum(tickets.hours), 0);
--   activity_hours = coalesce(sum(activities.hours), 0)
with partners as (
  select as_of, partner_id from metrics.partners_at
),
service as (
  select dates.as_of, service.partner_id, service.source, cast(service.hours as double) as hours
  from metrics.as_of_dates as dates
  join facts.service as service on service.happened_on <= dates.as_of
  where dates.as_of - service.happened_on < getvariable('window_days') and service.partner_id is not null
),
summed as (
  select
    as_of,
    partner_id,
    sum(hours) filter (source = 'ticket') as ticket_hours,
    sum(hours) filter (source = 'activity') as activity_hours
  from service
  group by as_of, partner_id
),
hours as (
  select as_of, partner_id, coalesce(ticket_hours, 0) as ticket_hours, coalesce(activity_hours, 0) as activity_hours
  from partners
  left join summed using (as_of, partner_id)
),
shares as (
  select *, ticket_hours / nullif(sum(ticket_hours) over (partition by as_of), 0) as service_share from hours
)
select * from shares order by as_of, partner_id
