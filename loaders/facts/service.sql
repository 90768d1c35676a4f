-- question: How much of our time does a partner or customer get, and when?
-- definition: Tickets count on the day they were opened, activities on the day they happened; hours are ours.
-- unit: hours
-- grain: one row per partner, customer, day and source
with tickets as (
  select partner_id, customer_id, opened_on as happened_on, 'ticket' as source, hours from facts.tickets
),
activities as (
  select partner_id, customer_id, happened_on, 'activity' as source, hours from facts.activities
),
items as (
  select * from tickets
  union all
  select * from activities
),
service as (
  select
    cast(partner_id as string) as partner_id,
    cast(customer_id as string) as customer_id,
    cast(happened_on as date) as happened_on,
    cast(source as string) as source,
    cast(count(*) as integer) as items,
    cast(coalesce(sum(cast(hours as decimal(28, 10))), 0) as double) as hours
  from items
  group by partner_id, customer_id, happened_on, source
)
select * from service order by partner_id nulls first, customer_id nulls first, happened_on, source
