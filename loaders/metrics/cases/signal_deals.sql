-- question: Which registered deals are undecided, or in conflict with our own?
-- definition: registration_overdue: an open deal registered in the window that is undecided after its due day; began_on = the
--   day after it. conflict: a registered deal and a direct deal (registration_conflicts), while both are open; began_on = the
--   first day on which both were there. The partner is the first one on the deal by id. size = the net of the registered deal
--   as in the pipeline (0 while unknown); money = its expected value: size times the base rate of deals, once per deal.
-- unit: money in the reporting currency, days
-- direction: neither
-- source: rules of engagement in channel sales
-- settings: window_days
-- grain: one row per as_of, kind and subject (deal, or deal and direct deal)
-- key: as_of, kind, subject
-- records: deals where it.subject = deal_id or starts_with(it.subject, deal_id || ' ') or ends_with(it.subject, ' ' ||
--   deal_id)
with sizes as (
  select
    deal_id,
    min(credits.partner_id) as partner_id,
    any_value(credits.customer_id) as customer_id,
    greatest(coalesce(any_value(spans.value), 0), 0) as net,
    any_value(credits.closed_on) as closed_on
  from facts.deal_credits as credits
  join metrics.deal_spans as spans using (deal_id)
  group by deal_id
),
won as (
  select as_of, base_rate from metrics.trust_priors where kind = 'deal'
),
late as (
  select
    dates.as_of,
    'registration_overdue' as kind,
    deadlines.deal_id as subject,
    deadlines.due_on + 1 as began_on,
    dates.as_of - deadlines.due_on as seen,
    cast(null as varchar) as detail,
    deadlines.deal_id
  from metrics.registration_deadlines as deadlines
  join metrics.calendar as calendar on calendar.day = deadlines.registered_on
  join metrics.as_of_dates as dates on dates.as_of between calendar.seen_from and calendar.window_until
  where deadlines.due_on < dates.as_of
    and (deadlines.known_on is null or deadlines.known_on > dates.as_of)
    and (deadlines.closed_on is null or deadlines.closed_on > dates.as_of)
),
conflicts as (
  select
    conflicts.as_of,
    'conflict' as kind,
    conflicts.deal_id || ' ' || conflicts.direct_deal_id as subject,
    greatest(conflicts.registered_on, conflicts.opened_on) as began_on,
    conflicts.as_of - greatest(conflicts.registered_on, conflicts.opened_on) as seen,
    conflicts.kind as detail,
    conflicts.deal_id
  from (select distinct * exclude (partner_id) from metrics.registration_conflicts) as conflicts
  join sizes as own on own.deal_id = conflicts.deal_id
  join sizes as direct on direct.deal_id = conflicts.direct_deal_id
  where coalesce(own.closed_on > conflicts.as_of, true) and coalesce(direct.closed_on > conflicts.as_of, true)
),
found as (
  select * from late
  union all
  select * from conflicts
),
deals as (
  select
    as_of,
    found.kind,
    found.subject,
    sizes.partner_id,
    sizes.customer_id,
    deal_id,
    true as enters,
    true as stays,
    found.began_on,
    sizes.net as size,
    'money' as size_unit,
    cast(found.seen as double) as seen,
    cast(null as double) as expected,
    found.detail,
    case
      when found.kind = 'conflict'
        and row_number() over (partition by as_of, found.kind, deal_id order by found.began_on, found.subject) = 1
        then sizes.net * coalesce(won.base_rate, 0)
    end as money
  from found
  join sizes using (deal_id)
  left join won using (as_of)
)
select * from deals order by as_of, kind, subject
