-- Open deals by partner, with the partner's part of each: what metric pipeline says of it, and since when the oldest is open.
with oldest as (
  select open.as_of, credits.partner_id, min(open.opened_on) as opened_on
  from metrics.pipeline_deals as open
  join metrics.as_of_dates as dates on dates.as_of = open.as_of and dates.is_current
  join facts.deal_credits as credits on credits.deal_id = open.deal_id
  group by open.as_of, credits.partner_id
)
select
  sums.partner_id as id,
  named.name,
  owners.name as owner,
  sums.deals,
  oldest.opened_on as oldest_on,
  sums.value as amount,
  sums.excluded_deals
from metrics.pipeline as sums
join metrics.as_of_dates as dates on dates.as_of = sums.as_of and dates.is_current
left join oldest on oldest.as_of = sums.as_of and oldest.partner_id = sums.partner_id
join facts.partners as partners on partners.partner_id = sums.partner_id
join metrics.partner_names as named on named.partner_id = sums.partner_id
left join facts.people as owners on owners.person_id = partners.manager_id
where sums.deals > 0
