-- The cases of now, with names.
with members as (
  select case_signals.subject_id, count(distinct case_signals.partner_id) as partners
  from metrics.case_signals
  join metrics.as_of_dates as dates using (as_of)
  where dates.is_current and case_signals.partner_id is not null
  group by case_signals.subject_id
)
select
  cases.* exclude (as_of, owner_id, deal_id, deal_customer_id, known_at_stake, told_kinds)
    replace (cases.known_at_stake as at_stake, cases.told_kinds as kinds),
  named.name as partner,
  owners.name as owner,
  customers.name as customer,
  cast(coalesce(members.partners, 0) as integer) as partners,
  risk.revenue,
  risk.share
from metrics.cases as cases
join metrics.as_of_dates as dates on dates.as_of = cases.as_of and dates.is_current
left join metrics.partner_names as named on named.partner_id = cases.partner_id
left join facts.people as owners on owners.person_id = cases.owner_id
left join facts.customers as customers on customers.customer_id = cases.customer_id
left join members on members.subject_id = cases.subject_id and cases.about = 'partner'
left join metrics.risk as risk on risk.as_of = cases.as_of and risk.partner_id = cases.partner_id
order by cases.standing desc, cases.lane, cases.known_at_stake desc nulls last, cases.rank, cases.case_id
