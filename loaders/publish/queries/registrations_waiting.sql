-- Open deals whose registration nobody has decided, each for the first partner on it.
with current as (
  select as_of from metrics.as_of_dates where is_current
),
deals as (
  select deal_id, min(credits.partner_id) as partner_id, any_value(spans.customer_id) as customer_id, any_value(spans.value) as value
  from facts.deal_credits as credits
  join metrics.deal_spans as spans using (deal_id)
  group by deal_id
)
select
  deals.partner_id as id,
  named.name,
  owners.name as owner,
  customers.name as customer,
  deadlines.registered_on,
  deadlines.due_on,
  deals.value as amount
from metrics.registration_deadlines as deadlines
cross join current
join deals using (deal_id)
join facts.partners as partners on partners.partner_id = deals.partner_id
join metrics.partner_names as named on named.partner_id = deals.partner_id
left join facts.customers as customers on customers.customer_id = deals.customer_id
left join facts.people as owners on owners.person_id = partners.manager_id
where deadlines.registered_on <= current.as_of
  and current.as_of - deadlines.registered_on < getvariable('window_days')
  and (deadlines.known_on is null or deadlines.known_on > current.as_of)
  and (deadlines.closed_on is null or deadlines.closed_on > current.as_of)
