-- question: Which regular customers have had no contact?
-- definition: Customers with a won deal in the window. vital = among the largest fifth of them by net (rounded up; equals at
--   the limit are included); the others are the regular ones. last_contact_on = the latest contact or business (dealings).
--   no_contact: regular, and none for no_contact_days; empty while no activity names a customer. neglected: the same, but nobody
--   if that would be more than half of the regular customers.
-- unit: money in the reporting currency, days
-- direction: days_since_contact: lower is better
-- source: the 80-20 rule in customer care
-- settings: no_contact_days
-- grain: one row per as_of and customer with a won deal in the window
-- key: as_of, customer_id
-- formula: net = sum(deals.net);
--   days_since_contact = as_of - last_contact_on
with members as (
  select
    as_of,
    member_id as customer_id,
    net,
    rank <= (count(*) over (partition by as_of) + 4) // 5 as vital
  from metrics.concentration_members
  where dimension = 'customer'
),
recorded as (
  select min(happened_on) as recorded_from from facts.activities where customer_id is not null
),
contacted as (
  select
    members.*,
    contacts.last_contact_on,
    cast(members.as_of - contacts.last_contact_on as integer) as days_since_contact,
    case
      when recorded.recorded_from <= members.as_of
        then not members.vital and coalesce(members.as_of - contacts.last_contact_on >= getvariable('no_contact_days'), true)
    end as no_contact
  from members
  cross join recorded
  left join metrics.last_contacts as contacts
    on contacts.as_of = members.as_of and contacts.side = 'customer' and contacts.id = members.customer_id
),
-- counted apart: a window over all customers would carry each of their rows along
counts as (
  select as_of, count(*) filter (no_contact) as without_contact, count(*) filter (not vital) as regular
  from contacted
  group by as_of
),
contacts as (
  select
    contacted.*,
    contacted.no_contact and 2 * counts.without_contact <= counts.regular as neglected
  from contacted
  join counts using (as_of)
)
select * from contacts order by as_of, customer_id
