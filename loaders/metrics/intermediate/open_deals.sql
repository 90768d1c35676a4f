-- question: Which deals were open at each date, how old were they, and of which size?
-- definition: Deals opened by as_of and not closed by then, whatever became of them since. age_days = days since they were opened.
--   size = by the thirds of deal_paces; all where those are not known, or the value is not.
-- unit: money in the reporting currency, days
-- direction: neither
-- source: in-house definition
-- settings: none
-- grain: one row per as_of and deal open then
-- key: as_of, deal_id
-- records: deals where deal_id = it.deal_id
with spans as (
  select dates.as_of, spans.deal_id, spans.kind, spans.value, cast(dates.as_of - spans.opened_on as integer) as age_days
  from metrics.as_of_dates as dates
  join metrics.deal_spans as spans on spans.opened_on <= dates.as_of and (spans.closed_on is null or spans.closed_on > dates.as_of)
),
paces as (
  select as_of, kind, small_until, medium_until from metrics.deal_paces where size = 'all'
),
sized as (
  select
    spans.*,
    coalesce(deal_size(spans.value, paces.small_until, paces.medium_until), 'all') as size
  from spans
  left join paces using (as_of, kind)
)
select * from sized order by as_of, deal_id
