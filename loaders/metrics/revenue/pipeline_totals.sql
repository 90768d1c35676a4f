-- question: How much is open with partners and directly, and how much of it is stalled?
-- definition: The deals of pipeline_deals, each once: deals, their value, the median age, those stalled and those past their
--   expected close; expected_value = value times the probability of being won within the days of the forecast. won, lost =
--   deals closed in the evidence window. Deals without an exchange rate are counted, but left out of values.
-- unit: deals, money in the reporting currency, days
-- direction: value: higher is better; stalled: lower is better
-- source: in-house definition
-- settings: none
-- grain: one row per as_of and kind (partner, direct)
-- key: as_of, kind
-- records: deals where opened_on <= it.as_of and (closed_on is null or closed_on > it.as_of) and (partners = 0) = (it.kind = 'direct')
-- formula: deals = count(deals.deal_id)
with kinds as (
  select as_of_dates.as_of, kinds.kind
  from metrics.as_of_dates
  cross join (values ('partner'), ('direct')) as kinds (kind)
),
deals as (
  select * from metrics.pipeline_deals
),
paces as (
  select as_of, kind, won, lost, won_days, stalled_after_days from metrics.deal_paces where size = 'all'
),
summed as (
  select
    as_of,
    kind,
    count(*) as deals,
    sum(value) as value,
    quantile_cont(age_days, .5) as median_age_days,
    count(*) filter (stalled) as stalled,
    sum(value) filter (stalled) as stalled_value,
    count(*) filter (overdue) as overdue,
    sum(value * win_chance) as expected_value,
    count(*) filter (value is null) as excluded_deals
  from deals
  group by as_of, kind
),
totals as (
  select
    as_of,
    kind,
    cast(coalesce(summed.deals, 0) as integer) as deals,
    cast(coalesce(summed.value, 0) as double) as value,
    summed.median_age_days,
    cast(coalesce(summed.stalled, 0) as integer) as stalled,
    cast(coalesce(summed.stalled_value, 0) as double) as stalled_value,
    cast(coalesce(summed.overdue, 0) as integer) as overdue,
    cast(coalesce(summed.expected_value, 0) as double) as expected_value,
    cast(coalesce(summed.excluded_deals, 0) as integer) as excluded_deals,
    cast(coalesce(paces.won, 0) as integer) as won,
    cast(coalesce(paces.lost, 0) as integer) as lost,
    paces.won_days,
    paces.stalled_after_days
  from kinds
  left join summed using (as_of, kind)
  left join paces using (as_of, kind)
)
select * from totals order by as_of, kind desc
