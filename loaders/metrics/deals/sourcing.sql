-- question: How do deals with and without a partner compare, in the same segment?
-- definition: Closed deals of the evidence window, each once, by industry of the deal, else of its customer, size of the
--   customer, and involvement: sourced = a partner has been on it since it was opened (or the day is not recorded); influenced
--   = partners joined later; with_partner = both; direct = no partner. Deals without industry or size are in no segment.
--   sourced and influenced are distinguished only if some deal records the day on which a partner joined. win_rate = won /
--   deals; cycle_days = mean days from opened to closed; deal_size = mean net of the won ones, excluded ones left out.
-- unit: deals, shares, days, money in the reporting currency
-- direction: win_rate: higher is better; cycle_days: lower is better
-- source: practice of partner management
-- settings: none
-- grain: one row per as_of, industry, customer_size and involvement with deals
-- key: as_of, industry, customer_size, involvement
-- records: deals closed_on in evidence_days where status in ('won', 'lost') and industry = it.industry and customer_size =
--   it.customer_size and (involvement = it.involvement or it.involvement = 'with_partner' and partners > 0)
-- formula: deals = count(deals.deal_id);
--   win_rate = won / deals
with deals as (
  select * from metrics.closed_deal_spans where industry is not null and customer_size is not null
),
recorded as (
  select min(greatest(joined_on, opened_on)) as recorded_from from facts.deal_credits where joined_on is not null
),
spans as (
  select * replace (case when involvement = 'direct' then 'direct' else 'with_partner' end as involvement) from deals
  union all
  select * from deals where involvement <> 'direct'
),
summed as (
  select
    dates.as_of,
    spans.industry,
    spans.customer_size,
    spans.involvement,
    sum(spans.deals) as deals,
    sum(spans.won) as won,
    sum(spans.days) as days,
    sum(spans.sized) as sized,
    sum(spans.net) as net
  from metrics.as_of_dates as dates
  join spans on dates.as_of between spans.seen_from and spans.evidence_until
  cross join recorded
  where spans.involvement in ('direct', 'with_partner') or recorded.recorded_from <= dates.as_of
  group by all
),
sourcing as (
  select
    as_of,
    industry,
    customer_size,
    involvement,
    cast(deals as integer) as deals,
    cast(won as integer) as won,
    cast(won / deals as double) as win_rate,
    cast(days / deals as double) as cycle_days,
    cast(sized as integer) as sized,
    cast(net / nullif(sized, 0) as double) as deal_size
  from summed
)
select * from sourcing order by as_of, industry, customer_size, involvement
