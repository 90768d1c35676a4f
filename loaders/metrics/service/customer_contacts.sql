-- question: Which regular customers has nobody spoken to?
-- definition: Customers with a won deal in the window. vital = among the largest fifth of them by net (rounded up; equals at its
--   end are in), the others are the regular ones. last_contact_on = the latest activity but email that names the customer.
--   neglected: regular, and no contact for ignored_days, or none at all; null while no activity names a customer.
-- unit: money in the reporting currency, days
-- direction: days_since_contact: lower is better
-- source: the 80-20 rule in customer care
-- settings: ignored_days
-- grain: one row per as_of and customer with a won deal in the window
-- key: as_of, customer_id
-- records: activities happened_on where kind <> 'email'
-- formula: net = concentration_members.net;
--   days_since_contact = as_of - last_contact_on
with members as (
  select as_of, member_id as customer_id, net, rank, count(*) over (partition by as_of) as customers
  from metrics.concentration_members
  where dimension = 'customer'
),
activities as (
  select customer_id, happened_on from facts.activities where kind <> 'email' and customer_id is not null
),
recorded as (
  select min(happened_on) as recorded_from from activities
),
-- the last contact before each as-of date that has a newer one than the date before
latest as (
  select customer_id, dates.as_of as seen_from, max(happened_on) as last_contact_on
  from activities
  asof join metrics.as_of_dates as dates on dates.as_of >= happened_on
  group by customer_id, dates.as_of
),
spells as (
  select *, coalesce(lead(seen_from) over (partition by customer_id order by seen_from), date 'infinity') as until from latest
),
contacted as (
  select members.*, last_contact_on
  from members
  left join spells
    on spells.customer_id = members.customer_id
    and members.as_of >= seen_from
    and members.as_of < until
),
contacts as (
  select
    as_of,
    customer_id,
    net,
    rank <= (customers + 4) // 5 as vital,
    last_contact_on,
    cast(as_of - last_contact_on as integer) as days_since_contact,
    case
      when recorded_from <= as_of
        then rank > (customers + 4) // 5 and coalesce(as_of - last_contact_on >= getvariable('ignored_days'), true)
    end as neglected
  from contacted
  cross join recorded
)
select * from contacts order by as_of, customer_id
