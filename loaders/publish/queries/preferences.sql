-- Whether customers got the deliverer whom they wished for, over all partners.
select cast(recorded as integer) as recorded, cast(honoured as integer) as honoured, cast(overruled as integer) as overruled
from metrics.preferences as preferences
join metrics.as_of_dates as dates on dates.as_of = preferences.as_of and dates.is_current
where preferences.partner_id is null and recorded > 0
