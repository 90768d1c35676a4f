-- Open deals by partner, with the partner's part of each.
select
  credits.partner_id as id,
  named.name,
  any_value(owners.name) as owner,
  count(*) as deals,
  min(credits.opened_on) as oldest_on,
  coalesce(sum(cast(credits.credited_net as double) order by credits.deal_id), 0) as amount
from facts.deal_credits as credits
cross join (select as_of from metrics.as_of_dates where is_current) as current
join facts.partners as partners on partners.partner_id = credits.partner_id
join metrics.partner_names as named on named.partner_id = credits.partner_id
left join facts.people as owners on owners.person_id = partners.manager_id
where credits.opened_on <= current.as_of and (credits.closed_on is null or credits.closed_on > current.as_of)
group by credits.partner_id, named.name
