-- question: Which registered deals are undecided or in conflict with our own, and where are deals led by the wrong side?
-- definition: registration_overdue: an open deal registered in the window that is undecided past its due day; began_on = the day
--   after it. conflict: a registered and a direct deal of registration_conflicts while both are open; began_on = the day the two met.
--   The partner is the first one on the deal by id; size = the net of the registered deal (0 while unknown), money = what it is
--   expected to bring: size times the base rate of deals, once for each deal. wrong_lead: at least 5 closed deals of the evidence
--   window whose lead breaks the rule of engagement and more of them than of those that follow it; stays while they are a quarter or
--   more of the recorded ones; size = these deals.
-- unit: money in the reporting currency, days, deals
-- direction: neither
-- source: rules of engagement in channel sales
-- settings: window_days
-- grain: one row per as_of, kind and subject (deal, deal and direct deal, or partner)
-- key: as_of, kind, subject
-- records: deals where it.subject = deal_id or starts_with(it.subject, deal_id || ' ') or ends_with(it.subject, ' ' ||
--   deal_id)
with sizes as (
  select
    deal_id,
    min(partner_id) as partner_id,
    any_value(customer_id) as customer_id,
    greatest(coalesce(any_value(cast(net as double)), 0), 0) as net,
    any_value(closed_on) as closed_on
  from facts.deal_credits
  group by deal_id
),
won as (
  select as_of, base_rate from metrics.trust_priors where kind = 'deal'
),
late as (
  select
    dates.as_of,
    'registration_overdue' as kind,
    deal_id as subject,
    due_on + 1 as began_on,
    dates.as_of - due_on as seen,
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
    as_of - greatest(registered_on, opened_on) as seen,
    conflicts.kind as detail,
    conflicts.deal_id
  from (select distinct * exclude (partner_id) from metrics.registration_conflicts) as conflicts
  join sizes as own on own.deal_id = conflicts.deal_id
  join sizes as direct on direct.deal_id = direct_deal_id
  where coalesce(own.closed_on > as_of, true) and coalesce(direct.closed_on > as_of, true)
),
deals as (
  select
    as_of,
    kind,
    subject,
    partner_id,
    customer_id,
    deal_id,
    true as enters,
    true as stays,
    began_on,
    net as size,
    'money' as size_unit,
    cast(seen as double) as seen,
    cast(null as double) as expected,
    detail,
    case when kind = 'conflict' and row_number() over (partition by as_of, kind, deal_id order by began_on, subject) = 1
      then net * coalesce(base_rate, 0) end as money
  from (select * from late union all select * from conflicts)
  join sizes using (deal_id)
  left join won using (as_of)
),
leads as (
  select
    as_of,
    'wrong_lead' as kind,
    partner_id as subject,
    partner_id,
    cast(null as varchar) as customer_id,
    cast(null as varchar) as deal_id,
    misled >= 5 and misled > aligned as enters,
    4 * misled >= recorded as stays,
    cast(null as date) as began_on,
    cast(misled as double) as size,
    'deals' as size_unit,
    cast(misled_won as double) as seen,
    cast(recorded as double) as expected,
    cast(null as varchar) as detail,
    cast(null as double) as money
  from metrics.leadership
  where partner_id is not null
),
listed as (
  select * from deals
  union all
  select * from leads semi join (select partner_id from leads where enters) using (partner_id)
)
select * from listed order by as_of, kind, subject
