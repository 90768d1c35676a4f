-- Partners and customers that accounts must name: at or above the disclosure share, those under one parent together.
select
  disclosures.dimension,
  disclosures.group_id,
  coalesce(partners.name, customers.name, disclosures.group_id) as name,
  cast(disclosures.members as integer) as members,
  cast(disclosures.net as double) as net,
  disclosures.share
from metrics.disclosures as disclosures
join metrics.as_of_dates as dates on dates.as_of = disclosures.as_of and dates.is_current
left join metrics.partner_names as partners on disclosures.dimension = 'partner' and partners.partner_id = disclosures.group_id
left join facts.customers as customers on disclosures.dimension = 'customer' and customers.customer_id = disclosures.group_id
order by disclosures.share desc, name
