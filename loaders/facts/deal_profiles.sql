-- question: What kind of deal is it: whose customer, who found and led it, who did the customer want to deliver?
-- definition: industry is the deal's, else its customer's. involvement: direct without a partner; sourced with one from the day it was opened (joined_on not recorded counts as that); influenced where all of them joined later.
--   leadership: wrong_lead where led_by is neither found_by nor relationship_with, else aligned; empty unless all three are recorded.
--   preference_honoured: fulfilled_by is customer_prefers; empty where one is not recorded or the customer prefers either.
-- grain: one row per deal
with members as (
  select
    deal_id,
    count(partner_id) as partners,
    min(coalesce(joined_on, opened_on)) as first_joined_on,
    max(net) as net
  from facts.deal_credits
  group by deal_id
),
profiles as (
  select
    cast(deals.deal_id as string) as deal_id,
    cast(deals.customer_id as string) as customer_id,
    cast(customers.size as string) as customer_size,
    cast(coalesce(deals.industry, customers.industry) as string) as industry,
    cast(deals.rep_id as string) as rep_id,
    cast(deals.opened_on as date) as opened_on,
    cast(deals.closed_on as date) as closed_on,
    cast(deals.status as string) as status,
    cast(members.net as decimal(28, 10)) as net,
    cast(members.partners as integer) as partners,
    cast(
      case
        when members.partners = 0 then 'direct'
        when members.first_joined_on <= deals.opened_on then 'sourced'
        else 'influenced'
      end as string
    ) as involvement,
    cast(deals.found_by as string) as found_by,
    cast(
      case
        when deals.led_by is null or deals.found_by is null or deals.relationship_with is null then null
        when deals.led_by <> deals.found_by and deals.led_by <> deals.relationship_with then 'wrong_lead'
        else 'aligned'
      end as string
    ) as leadership,
    case when deals.customer_prefers in ('us', 'partner') then deals.fulfilled_by = deals.customer_prefers end as preference_honoured,
    cast(deals.registered_on as date) as registered_on,
    cast(deals.decided_on as date) as decided_on,
    cast(deals.registration as string) as registration,
    cast(deals.discount_pct as double) as discount_pct,
    cast(deals.competitor as string) as competitor
  from facts.deals as deals
  join members on members.deal_id = deals.deal_id
  left join facts.customers as customers on customers.customer_id = deals.customer_id
)
select * from profiles order by deal_id
