-- The alerts of now by rank, with the names of those whom they concern.
select
  alerts.* exclude (as_of),
  partners.name as partner,
  managers.name as manager,
  customers.name as customer,
  risk.revenue,
  risk.share
from metrics.alerts as alerts
join metrics.as_of_dates as dates on dates.as_of = alerts.as_of and dates.is_current
left join facts.partners as partners on partners.partner_id = alerts.partner_id
left join facts.people as managers on managers.person_id = partners.manager_id
left join facts.customers as customers on customers.customer_id = alerts.customer_id
left join metrics.risk as risk on risk.as_of = alerts.as_of and risk.partner_id = alerts.partner_id
where alerts.rank <= 1000
order by alerts.rank
