-- Referrals either way that have no answer yet.
with now as (
  select as_of from metrics.as_of_dates where is_current
),
open as (
  select referrals.*, now.as_of - referrals.made_on as days_open
  from facts.referrals as referrals
  join now on referrals.made_on <= now.as_of
  where case when referrals.outcome = 'pending' then true else referrals.answered_on > now.as_of end
)
select
  open.partner_id as id,
  open.direction,
  coalesce(customers.name, open.customer_id) as customer,
  coalesce(giver.name, open.from_person) as from_name,
  coalesce(receiver.name, open.to_person) as to_name,
  open.made_on,
  open.days_open,
  open.days_open > getvariable('response_days') as overdue
from open
left join facts.customers as customers on customers.customer_id = open.customer_id
left join facts.people as giver on giver.person_id = open.from_person
left join facts.people as receiver on receiver.person_id = open.to_person
where open.partner_id is not null
