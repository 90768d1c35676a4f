-- The cases of now, with names.
with now as (
  select as_of from metrics.as_of_dates where is_current
),
-- a concentration is of all partners of the group that bring revenue; every other signal of those that have it themselves
concerned as (
  select signals.subject_id, signals.kind, signals.partner_id
  from metrics.case_signals as signals
  join now using (as_of)
  where signals.about = 'partner' and signals.kind <> 'concentration' and signals.muted_by is null and signals.met
  union
  select coalesce(partners.parent_id, partners.partner_id), 'concentration', partners.partner_id
  from facts.partners as partners
  join metrics.risk as risk on risk.partner_id = partners.partner_id and risk.revenue > 0
  join now using (as_of)
),
others as (
  select cases.case_id, count(distinct concerned.partner_id) as partners, sum(risk.share order by concerned.partner_id) as share
  from metrics.cases as cases
  join now using (as_of)
  join concerned
    on concerned.subject_id = cases.subject_id
    and concerned.kind = cases.kind
    and concerned.partner_id <> cases.partner_id
    and cases.about = 'partner'
  left join metrics.risk as risk on risk.as_of = cases.as_of and risk.partner_id = concerned.partner_id
  group by cases.case_id
)
select
  cases.* exclude (as_of, owner_id, deal_id, deal_customer_id, known_at_stake, told_kinds)
    replace (cases.known_at_stake as at_stake, cases.told_kinds as kinds),
  named.name as partner,
  owners.name as owner,
  customers.name as customer,
  cast(case when cases.about = 'partner' then 1 + coalesce(others.partners, 0) else 0 end as integer) as partners,
  risk.revenue,
  risk.share,
  round(risk.share + coalesce(others.share, 0), 12) as group_share
from metrics.cases as cases
join metrics.as_of_dates as dates on dates.as_of = cases.as_of and dates.is_current
left join metrics.partner_names as named on named.partner_id = cases.partner_id
left join facts.people as owners on owners.person_id = cases.owner_id
left join facts.customers as customers on customers.customer_id = cases.customer_id
left join others using (case_id)
left join metrics.risk as risk on risk.as_of = cases.as_of and risk.partner_id = cases.partner_id
order by cases.standing desc, cases.lane, cases.known_at_stake desc nulls last, cases.rank, cases.case_id
