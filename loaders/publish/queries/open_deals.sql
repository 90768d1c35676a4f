-- The open deals of now, each once for every partner on it, with the partner's share of its value.
select
  credits.partner_id as id,
  coalesce(customers.name, deals.customer_id) as customer,
  deals.stage,
  credits.credit * deals.value as value,
  deals.opened_on,
  deals.age_days,
  deals.expected_close_on,
  deals.stalled
from metrics.pipeline_deals as deals
join metrics.as_of_dates as dates on dates.as_of = deals.as_of and dates.is_current
join facts.deal_credits as credits on credits.deal_id = deals.deal_id and credits.partner_id is not null
left join facts.customers as customers on customers.customer_id = deals.customer_id
