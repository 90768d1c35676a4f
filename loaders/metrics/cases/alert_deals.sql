-- question: Which registered deals wait for our word or meet our own sales?
-- definition: late_registration: an open deal registered in the window that is undecided past its due day; began_on = the day after
--   it. conflict: a row of registration_conflicts while either deal is open; began_on = the day the two met. The partner is the
--   first one on the deal by id; size = the net of the registered deal (0 while unknown), likelihood = the base rate of deals,
--   value = size.
-- unit: money in the reporting currency, days, probabilities
-- direction: neither
-- source: rules of engagement in channel sales
-- settings: window_days
-- grain: one row per as_of, kind and subject (deal, or deal and direct deal)
-- key: as_of, kind, subject
-- records: deals where it.subject = deal_id or starts_with(it.subject, deal_id || ' ') or ends_with(it.subject, ' ' ||
--   deal_id)
with sizes as (
  select deal_id, min(partner_id) as partner_id, any_value(customer_id) as customer_id, coalesce(any_value(cast(net as double)), 0) as net, any_value(closed_on) as closed_on
  from facts.deal_credits
  group by deal_id
),
won as (
  select as_of, base_rate from metrics.trust_priors where kind = 'deal'
),
late as (
  select
    dates.as_of,
    'late_registration' as kind,
    deal_id as subject,
    due_on + 1 as began_on,
    cast(dates.as_of - due_on as integer) as seen,
    cast(null as varchar) as detail,
    deal_id
  from metrics.registration_deadlines as deadlines
  join metrics.calendar as calendar on calendar.day = registered_on
  join metrics.as_of_dates as dates on dates.as_of between calendar.seen_from and calendar.window_until
  where due_on < dates.as_of
    and (known_on is null or known_on > dates.as_of)
    and (closed_on is null or closed_on > dates.as_of)
),
conflicts as (
  select
    as_of,
    'conflict' as kind,
    conflicts.deal_id || ' ' || direct_deal_id as subject,
    greatest(registered_on, opened_on) as began_on,
    cast(as_of - greatest(registered_on, opened_on) as integer) as seen,
    conflicts.kind as detail,
    conflicts.deal_id
  from (select distinct * exclude (partner_id) from metrics.registration_conflicts) as conflicts
  join sizes as own on own.deal_id = conflicts.deal_id
  join sizes as direct on direct.deal_id = direct_deal_id
  where coalesce(own.closed_on > as_of, true) or coalesce(direct.closed_on > as_of, true)
),
both_kinds as (
  select * from late
  union all
  select * from conflicts
),
listed as (
  select
    as_of,
    kind,
    subject,
    partner_id,
    customer_id,
    began_on,
    greatest(net, 0) as size,
    seen,
    detail,
    base_rate as likelihood,
    greatest(net, 0) as value
  from both_kinds
  join sizes using (deal_id)
  join won using (as_of)
)
select * from listed order by as_of, kind, subject
