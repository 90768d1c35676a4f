-- question: By when must a registration be decided?
-- definition: due_on = the second business day (Monday to Friday) after the registration. known_on = the day from which the
--   decision is known (the day of registration if it has none); decided_on = its day. outlived = the deal was open
--   registration_days after the registration.
-- unit: date
-- direction: neither
-- source: rules of engagement in channel sales
-- settings: registration_days
-- grain: one row per deal that a partner registered
-- key: deal_id
-- records: deals where registered_on is not null
with deadlines as (
  select
    deal_id,
    registered_on,
    registered_on + case when isodow(registered_on) in (4, 5) then 4 when isodow(registered_on) = 6 then 3 else 2 end as due_on,
    case when registration in ('approved', 'rejected') then coalesce(decided_on, registered_on) end as known_on,
    case when registration in ('approved', 'rejected') then decided_on end as decided_on,
    registration = 'approved' as approved,
    closed_on is null or closed_on > registered_on + getvariable('registration_days') as outlived,
    closed_on
  from facts.deal_profiles
  where registered_on is not null and partners > 0
)
select * from deadlines order by deal_id
