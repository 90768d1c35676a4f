-- question: How many support and other hours did a partner get in the window?
-- definition: Hours of the tickets opened and of the activities on a day of the window; hours = both. service_share = its hours
--   / those of all partners; empty if no hours are recorded.
-- unit: hours, and shares
-- direction: neither
-- source: in-house definition
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
spans as (
  select
    service.partner_id,
    calendar.seen_from,
    calendar.window_until,
    sum(cast(service.hours as decimal(28, 10))) filter (service.source = 'ticket') as ticket_hours,
    sum(cast(service.hours as decimal(28, 10))) filter (service.source = 'activity') as activity_hours
  from facts.service
  join metrics.calendar as calendar on calendar.day = service.happened_on
  where service.partner_id is not null
  group by service.partner_id, calendar.seen_from, calendar.window_until
),
summed as (
  select
    as_of_dates.as_of,
    spans.partner_id,
    cast(sum(spans.ticket_hours) as double) as ticket_hours,
    cast(sum(spans.activity_hours) as double) as activity_hours
  from metrics.as_of_dates
  join spans on as_of_dates.as_of between spans.seen_from and spans.window_until
  group by as_of_dates.as_of, spans.partner_id
),
hours as (
  select as_of, partner_id, coalesce(summed.ticket_hours, 0) as ticket_hours, coalesce(summed.activity_hours, 0) as activity_hours
  from partners
  left join summed using (as_of, partner_id)
),
shares as (
  select
    *,
    ticket_hours + activity_hours as hours,
    (ticket_hours + activity_hours) / nullif(sum(ticket_hours + activity_hours) over (partition by as_of), 0) as service_share
  from hours
)
select * from shares order by as_of, partner_id
