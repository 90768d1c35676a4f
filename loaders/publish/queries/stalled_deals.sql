-- The stalled deals of now, each with the first partner on it.
select
  credits.partner_id as id,
  coalesce(partners.name, credits.partner_id) as name,
  coalesce(customers.name, deals.customer_id) as customer,
  deals.value,
  deals.stage,
  deals.age_days,
  deals.stalled_after_days,
  deals.expected_close_on
from metrics.pipeline_deals as deals
join metrics.as_of_dates as dates on dates.as_of = deals.as_of and dates.is_current
join (
  select deal_id, min(partner_id) as partner_id from facts.deal_credits where partner_id is not null group by deal_id
) as credits on credits.deal_id = deals.deal_id
left join metrics.partner_names as partners on partners.partner_id = credits.partner_id
left join facts.customers as customers on customers.customer_id = deals.customer_id
where deals.stalled
order by deals.value desc, deals.deal_id
