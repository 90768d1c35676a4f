-- question: Which partners meet the rules of attention, before rules that too many meet are muted?
-- definition: As in metric attention: no_contact among partners with a won deal in the window, served among those with a share
--   of hours or revenue. A rule is muted if more than half of its partners would meet it. is_complete: no won deal
--   of the window is excluded (excluded_money), so that its revenue can be set against its hours; weighed: those with hours or
--   revenue of which this is so, the partners of the rules of over- and under-served.
-- unit: hours, shares, days
-- direction: neither
-- source: in-house definition
-- settings: over_served_ratio, over_served_min_hours, no_contact_days
-- grain: one row per as_of and partner
-- key: as_of, partner_id
with recorded as (
  select min(happened_on) as recorded_from from facts.activities
),
incomplete as (
  select distinct as_of, partner_id from metrics.excluded_money where partner_id is not null
),
joined as (
  select
    service.as_of,
    service.partner_id,
    service.ticket_hours,
    service.activity_hours,
    service.hours,
    service.service_share,
    risk.share as value_share,
    service.hours
      - getvariable('over_served_ratio') * risk.share * sum(service.hours) over (partition by service.as_of) as excess_hours,
    contacts.last_contact_on,
    cast(service.as_of - contacts.last_contact_on as integer) as days_since_contact,
    wins.deals > 0 as active,
    incomplete.partner_id is null as is_complete,
    coalesce(recorded.recorded_from <= service.as_of, false) as recorded
  from metrics.service_hours as service
  join metrics.risk as risk using (as_of, partner_id)
  join metrics.wins as wins using (as_of, partner_id)
  cross join recorded
  left join incomplete on incomplete.as_of = service.as_of and incomplete.partner_id = service.partner_id
  left join metrics.last_contacts as contacts
    on contacts.as_of = service.as_of and contacts.side = 'partner' and contacts.id = service.partner_id
),
judged as (
  select
    *,
    case
      when service_share is null or value_share is null then null
      when round(excess_hours, 9) >= getvariable('over_served_min_hours') then 'over'
      when recorded
        and value_share > 0
        and round(value_share - getvariable('over_served_ratio') * service_share, 12) >= 0
        and coalesce(days_since_contact >= getvariable('no_contact_days'), true)
        then 'under'
      else 'fair'
    end as served,
    active and recorded and coalesce(days_since_contact >= getvariable('no_contact_days'), true) as no_contact,
    is_complete and (hours > 0 or value_share > 0) as weighed
  from joined
),
rules as (
  select
    *,
    2 * count(*) filter (weighed and served = 'over') over dates > count(*) filter (weighed) over dates as over_muted,
    2 * count(*) filter (weighed and served = 'under') over dates > count(*) filter (weighed) over dates as under_muted,
    2 * count(*) filter (no_contact) over dates > count(*) filter (active) over dates as no_contact_muted
  from judged
  window dates as (partition by as_of)
)
select * from rules order by as_of, partner_id
