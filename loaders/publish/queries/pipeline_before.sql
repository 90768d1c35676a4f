-- What was open with each partner on the same day a year before; nothing where that day is none of those with figures.
with now as (
  select
    case
      when as_of = last_day(as_of) then last_day(as_of - interval 1 year) else cast(as_of - interval 1 year as date)
    end as year_before
  from metrics.as_of_dates
  where is_current
)
select pipeline.partner_id as id, pipeline.deals, pipeline.value, pipeline.excluded_deals
from metrics.pipeline as pipeline
join now on pipeline.as_of = now.year_before
