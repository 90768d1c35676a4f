-- Referrals received in the window that we have not answered.
select
  referrals.partner_id as id,
  named.name,
  owners.name as owner,
  customers.name as customer,
  referrals.made_on,
  cast(current.as_of - referrals.made_on as integer) as days
from facts.referrals as referrals
cross join (select as_of from metrics.as_of_dates where is_current) as current
join facts.partners as partners on partners.partner_id = referrals.partner_id
join metrics.partner_names as named on named.partner_id = referrals.partner_id
left join facts.customers as customers on customers.customer_id = referrals.customer_id
left join facts.people as owners on owners.person_id = partners.manager_id
where referrals.direction = 'received'
  and referrals.made_on <= current.as_of
  and current.as_of - referrals.made_on < getvariable('window_days')
  and (referrals.outcome = 'pending' or referrals.answered_on > current.as_of)
