-- What each of our reps won, whom it comes from, and how much of the open pipeline is the rep's own.
select
  coalesce(named.name, reps.rep_id) as name,
  cast(reps.net as double) as net,
  cast(reps.partners as integer) as partners,
  cast(reps.customers as integer) as customers,
  reps.top_partner_id as top_id,
  partner.name as top_name,
  reps.top_partner_share as top_share,
  customer.name as top_customer,
  reps.top_customer_share,
  reps.lives_off,
  cast(pipeline.recorded as integer) as pipeline_deals,
  pipeline.own_share
from metrics.rep_concentration as reps
join metrics.as_of_dates as dates on dates.as_of = reps.as_of and dates.is_current
left join metrics.own_pipeline as pipeline on pipeline.as_of = reps.as_of and pipeline.rep_id = reps.rep_id
left join facts.people as named on named.person_id = reps.rep_id
left join facts.partners as partner on partner.partner_id = reps.top_partner_id
left join facts.customers as customer on customer.customer_id = reps.top_customer_id
order by reps.net desc, name
