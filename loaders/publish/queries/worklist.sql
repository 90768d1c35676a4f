-- What is due at a partner or customer without being a case.
select
  signals.kind,
  signals.partner_id as id,
  named.name,
  signals.customer_id,
  customers.name as customer,
  owners.name as owner,
  signals.since,
  signals.size as days
from metrics.case_signals as signals
join metrics.as_of_dates as dates on dates.as_of = signals.as_of and dates.is_current
left join facts.partners as partners on partners.partner_id = signals.partner_id
left join metrics.partner_names as named on named.partner_id = signals.partner_id
left join facts.customers as customers on customers.customer_id = signals.customer_id
left join facts.people as owners on owners.person_id = partners.manager_id
where signals.kind in ('review_overdue', 'customer_no_contact') and signals.muted_by is null
