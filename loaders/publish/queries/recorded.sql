-- What the drops hold records of, and the dates and currency of the figures.
select
  (select currency from facts.reporting) as currency,
  exists (select 1 from facts.deals) as deals,
  exists (select 1 from facts.referrals) as referrals,
  exists (select 1 from facts.tickets where partner_id is not null) as tickets,
  exists (select 1 from facts.tickets where topic is not null) as topics,
  exists (select 1 from facts.activities) as activities,
  exists (select 1 from facts.activities where customer_id is not null) as contacts,
  exists (select 1 from facts.activities where kind = 'plan_review') as reviews,
  exists (select 1 from facts.deals where registration is not null) as registrations,
  exists (select 1 from facts.deals where led_by is not null and relationship_with is not null) as leadership,
  cast(
    least(
      (select min(opened_on) from facts.deals),
      (select min(made_on) from facts.referrals),
      (select min(opened_on) from facts.tickets),
      (select min(happened_on) from facts.activities)
    ) as varchar
  ) as "from",
  (select cast(min(closed_on) as varchar) from facts.deals where status in ('won', 'lost')) as deals_from
