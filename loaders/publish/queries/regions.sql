-- Partner revenue by region of the deal.
select
  regions.region,
  cast(regions.partners as integer) as partners,
  cast(regions.net as double) as net,
  regions.effective_n,
  regions.top_partner_id as top_id,
  named.name as top_name,
  regions.top_share
from metrics.regions as regions
join metrics.as_of_dates as dates on dates.as_of = regions.as_of and dates.is_current
left join facts.partners as named on named.partner_id = regions.top_partner_id
order by net desc, regions.region
