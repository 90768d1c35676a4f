-- question: On which days did a partner or customer have contact or business with us?
-- definition: The days of any activity, deal opened or closed, ticket opened or resolved, and referral made or answered.
-- unit: date
-- direction: neither
-- source: in-house definition
-- settings: none
-- grain: one row per side (partner, customer), id and day
-- key: side, id, happened_on
-- records: activities where it.id in (partner_id, customer_id); deals where it.id in (partner_id, customer_id);
--   tickets where it.id in (partner_id, customer_id); referrals where it.id in (partner_id, customer_id)
with activities as (
  select partner_id, customer_id, happened_on from facts.activities
),
deals as (
  select partner_id, customer_id, unnest([opened_on, closed_on]) as happened_on from facts.deal_credits
),
tickets as (
  select partner_id, customer_id, unnest([opened_on, resolved_on]) as happened_on from facts.tickets
),
referrals as (
  select partner_id, customer_id, unnest([made_on, answered_on]) as happened_on from facts.referrals
),
everything as (
  select * from activities
  union all
  select * from deals
  union all
  select * from tickets
  union all
  select * from referrals
),
sides as (
  select 'partner' as side, partner_id as id, happened_on from everything
  union
  select 'customer' as side, customer_id as id, happened_on from everything
),
dealings as (
  select side, id, happened_on from sides where id is not null and happened_on is not null
)
select * from dealings order by side, id, happened_on
