-- Registrations of deals that are not closed: not decided yet, or approved. Days as in metric registrations.
with now as (
  select as_of from metrics.as_of_dates where is_current
),
open as (
  select credits.partner_id, deals.customer_id, deadlines.*, now.as_of, coalesce(known_on <= as_of, false) as decided
  from metrics.registration_deadlines as deadlines
  join now on registered_on <= as_of
  join facts.deal_credits as credits using (deal_id)
  join facts.deals as deals using (deal_id)
  where deadlines.closed_on is null or deadlines.closed_on > as_of
),
dated as (
  select *, registered_on + getvariable('registration_days') as protected_until from open where not decided or approved
)
select
  partner_id as id,
  coalesce(customers.name, dated.customer_id) as customer,
  registered_on,
  due_on,
  case when decided then protected_until end as protected_until,
  case
    when not decided and due_on < as_of then 'late'
    when not decided then 'waiting'
    when protected_until < as_of then 'expired'
    else 'approved'
  end as state
from dated
left join facts.customers as customers on customers.customer_id = dated.customer_id
