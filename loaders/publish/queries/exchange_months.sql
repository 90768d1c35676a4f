-- Leads by partner and month, 24 months up to now.
select months.partner_id as id, months.month, cast(months.received as integer) as received, cast(months.given as integer) as given
from metrics.referral_months as months
join metrics.as_of_dates as dates on dates.is_current
where months.month > dates.as_of - interval 24 month and months.month <= dates.as_of and months.received + months.given > 0
order by id, month
