-- question: Do discounts and competition decrease as a partnership matures?
-- definition: Deals with a partner closed in the evidence window, by the year of the partnership in which they were opened
--   (year 1 = the first 365 days from the partner's start), each weighted by its credit. discount = mean discount of those that
--   record one; contested = the share with a competitor, empty while no deal names one; win_rate = the share won. won,
--   priced and met_competitor = the credits of these; discounts = the sum of the discounts.
-- unit: credits, percent, shares
-- direction: discount, contested: falling with the years is better
-- source: practice of mature partnerships
-- settings: evidence_days
-- grain: one row per as_of and year of the partnership with deals
-- key: as_of, year
-- records: deals closed_on in evidence_days where status in ('won', 'lost') and partners > 0
-- formula: win_rate = won / nullif(deals, 0);
--   discount = discounts / nullif(priced, 0);
--   contested = met_competitor / nullif(deals, 0)
with deals as (
  select
    cast((profiles.opened_on - starts.started_on) // 365 + 1 as integer) as year,
    profiles.closed_on,
    profiles.status,
    credits.credit,
    profiles.discount_pct,
    profiles.competitor is not null as contested
  from facts.deal_profiles as profiles
  join facts.deal_credits as credits using (deal_id)
  join facts.partner_starts as starts using (partner_id)
  where profiles.status in ('won', 'lost') and starts.started_on is not null
),
spans as (
  select
    deals.year,
    calendar.seen_from,
    calendar.evidence_until,
    sum(deals.credit) as deals,
    sum(deals.credit) filter (deals.status = 'won') as won,
    sum(deals.credit) filter (deals.discount_pct is not null) as priced,
    sum(deals.credit * deals.discount_pct) as discounts,
    sum(deals.credit) filter (deals.contested) as contested
  from deals
  join metrics.calendar as calendar on calendar.day = deals.closed_on
  group by all
),
summed as (
  select
    dates.as_of,
    spans.year,
    sum(spans.deals) as deals,
    coalesce(sum(spans.won), 0) as won,
    sum(spans.priced) as priced,
    sum(spans.discounts) as discounts,
    coalesce(sum(spans.contested), 0) as contested
  from metrics.as_of_dates as dates
  join spans on dates.as_of between spans.seen_from and spans.evidence_until
  group by all
),
maturity as (
  select
    as_of,
    year,
    deals,
    won,
    won / deals as win_rate,
    coalesce(priced, 0) as priced,
    discounts,
    discounts / priced as discount,
    case when sum(contested) over (partition by as_of) > 0 then contested end as met_competitor,
    case when sum(contested) over (partition by as_of) > 0 then contested / deals end as contested
  from summed
)
select * from maturity order by as_of, year
