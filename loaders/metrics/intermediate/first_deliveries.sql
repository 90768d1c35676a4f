-- question: Who introduced each customer, and did the installation go without trouble?
-- definition: The first won deal of each customer. introduced_by: partner if that deal has a partner who found it (or who found
--   it is not recorded), direct if it has none, empty if we found it and a partner is on it. judged_on = trouble_free_days after
--   it closed; trouble_free = no ticket on installation at the customer was opened from the day it closed until then.
-- unit: customers
-- direction: neither
-- source: in-house definition
-- settings: trouble_free_days
-- grain: one row per customer with a won deal
-- key: customer_id
-- records: deals where deal_id = it.deal_id
with firsts as (
  select distinct on (customer_id)
    customer_id,
    deal_id,
    closed_on,
    case when partners = 0 then 'direct' when coalesce(found_by, 'partner') = 'partner' then 'partner' end as introduced_by
  from facts.deal_profiles
  where status = 'won'
  order by customer_id, closed_on, deal_id
),
installations as (
  select customer_id, opened_on from facts.tickets where lower(topic) = 'installation'
),
deliveries as (
  select
    firsts.*,
    firsts.closed_on + getvariable('trouble_free_days') as judged_on,
    count(installations.opened_on) = 0 as trouble_free
  from firsts
  left join installations
    on installations.customer_id = firsts.customer_id
    and installations.opened_on >= firsts.closed_on
    and installations.opened_on < firsts.closed_on + getvariable('trouble_free_days')
  group by all
)
select * from deliveries order by customer_id
