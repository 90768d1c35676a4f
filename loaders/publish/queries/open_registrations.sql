-- Registrations of deals that are not closed: not decided yet, or approved. Days as in metric registrations.
with now as (
  select as_of from metrics.as_of_dates where is_current
),
open as (
  select credits.partner_id, deals.customer_id, deadlines.*, now.as_of, coalesce(deadlines.known_on <= now.as_of, false) as decided
  from metrics.registration_deadlines as deadlines
  join now on deadlines.registered_on <= now.as_of
  join facts.deal_credits as credits using (deal_id)
  join facts.deals as deals using (deal_id)
  where deadlines.closed_on is null or deadlines.closed_on > now.as_of
),
dated as (
  select *, registered_on + getvariable('registration_days') as protected_until from open where not decided or approved
)
select
  dated.partner_id as id,
  coalesce(customers.name, dated.customer_id) as customer,
  dated.registered_on,
  dated.due_on,
  case when dated.decided then dated.protected_until end as protected_until,
  case
    when not dated.decided and dated.due_on < dated.as_of then 'late'
    when not dated.decided then 'waiting'
    when dated.protected_until < dated.as_of then 'expired'
    else 'approved'
  end as state
from dated
left join facts.customers as customers on customers.customer_id = dated.customer_id
