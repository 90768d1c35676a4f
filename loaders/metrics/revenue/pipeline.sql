-- question: How much is open with each partner, how old is it, and how much of it is stalled?
-- definition: Deals open at as_of: value = the partner's share of them; deals without an exchange rate are counted, but left
--   out of values. median_age_days of its deals. stalled as in pipeline_deals; stalled_value = the partner's share of those.
--   expected_value = its share of each deal times the probability that the deal is won within the days of the forecast.
-- unit: deals, money in the reporting currency, days
-- direction: value: higher is better; stalled: lower is better
-- source: Shapley (1953), for the equal split; Aalen & Johansen (1978)
-- settings: none
-- grain: one row per as_of and partner that exists
-- key: as_of, partner_id
-- records: deals where opened_on <= it.as_of and (closed_on is null or closed_on > it.as_of) and partners > 0
-- formula: deals = count(deals.deal_id);
--   value = coalesce(sum(deals.credit * pipeline_deals.value), 0)
with credits as (
  select deal_id, partner_id, credit from facts.deal_credits where partner_id is not null
),
deals as (
  select * from metrics.pipeline_deals
),
summed as (
  select
    deals.as_of,
    credits.partner_id,
    count(*) as deals,
    sum(credits.credit * deals.value) as value,
    quantile_cont(deals.age_days, .5) as median_age_days,
    count(*) filter (deals.stalled) as stalled,
    sum(credits.credit * deals.value) filter (deals.stalled) as stalled_value,
    sum(credits.credit * deals.value * deals.win_chance) as expected_value,
    count(*) filter (deals.value is null) as excluded_deals
  from deals
  join credits using (deal_id)
  group by deals.as_of, credits.partner_id
),
pipeline as (
  select
    as_of,
    partner_id,
    cast(coalesce(summed.deals, 0) as integer) as deals,
    cast(coalesce(summed.value, 0) as double) as value,
    summed.median_age_days,
    cast(coalesce(summed.stalled, 0) as integer) as stalled,
    cast(coalesce(summed.stalled_value, 0) as double) as stalled_value,
    cast(coalesce(summed.expected_value, 0) as double) as expected_value,
    cast(coalesce(summed.excluded_deals, 0) as integer) as excluded_deals
  from metrics.partners_at
  left join summed using (as_of, partner_id)
)
select * from pipeline order by as_of, partner_id
