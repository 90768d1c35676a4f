-- question: What are the key figures at each date?
-- definition: Each key figure from its own metric, one per row; bad_year = var95 / partner_revenue of yearly_loss, null
--   (p_lose_20 too) before a past year tells how much partners buy less. unit and better say what a figure counts and which
--   direction is better. Null: not recorded.
-- unit: as unit says
-- direction: as better says
-- source: the metrics that the figures come from
-- settings: none
-- grain: one row per as_of and headline
-- key: as_of, headline
with dates as (
  select as_of from metrics.as_of_dates
),
grades as (
  select
    as_of,
    count(*) filter (grade = 'trusted') as trusted,
    count(*) filter (grade = 'at_risk') as at_risk,
    count(*) filter (grade = 'unproven') as unproven,
    first(average order by partner_id) as typical
  from metrics.trust
  group by as_of
),
exchanged as (
  select as_of, sum(received) as received, sum(given) as given, count(*) filter (verdict = 'they_owe') as they_owe
  from metrics.reciprocity
  group by as_of
),
partner as (
  select * from metrics.concentration where dimension = 'partner'
),
customer as (
  select as_of, effective_n from metrics.concentration where dimension = 'customer'
),
care as (
  select as_of, count(*) filter (ignored) as ignored, count(*) filter (served = 'over') as over_served
  from metrics.attention
  group by as_of
),
recorded as (
  select exists (select 1 from facts.referrals) as referrals
),
wide as (
  select
    as_of,
    cast(partner.n as double) as partners,
    cast(coalesce(grades.trusted, 0) as double) as trusted,
    cast(coalesce(grades.at_risk, 0) as double) as at_risk,
    cast(coalesce(grades.unproven, 0) as double) as unproven,
    grades.typical,
    case when recorded.referrals then cast(coalesce(exchanged.received, 0) as double) end as received,
    case when recorded.referrals then cast(coalesce(exchanged.given, 0) as double) end as given,
    case when recorded.referrals then cast(coalesce(exchanged.they_owe, 0) as double) end as they_owe,
    reciprocity_portfolio.weighted_reciprocity,
    partner.total as partner_revenue,
    loss.direct_revenue,
    partner.effective_n,
    partner.hhi,
    partner.cr1 as largest_share,
    customer.effective_n as effective_customers,
    case when yearly_loss.cases > 0 then yearly_loss.var95 end / nullif(partner.total, 0) as bad_year,
    case when yearly_loss.cases > 0 then yearly_loss.p_lose_20 end as p_lose_20,
    cast(segmentation.k80 as double) as k80,
    segmentation.partners_for_80,
    cast(coalesce(care.ignored, 0) as double) as ignored,
    cast(coalesce(care.over_served, 0) as double) as over_served,
    cast(trend_summary.alarms as double) as quiet_alarms,
    cast(trend_summary.watches as double) as quiet_watches
  from dates
  cross join recorded
  left join grades using (as_of)
  left join exchanged using (as_of)
  join partner using (as_of)
  join customer using (as_of)
  join metrics.reciprocity_portfolio using (as_of)
  join metrics.loss using (as_of)
  join metrics.yearly_loss as yearly_loss using (as_of)
  join metrics.segmentation using (as_of)
  join metrics.trend_summary using (as_of)
  left join care using (as_of)
),
long as (
  select as_of, headline, value from wide unpivot include nulls (value for headline in (* exclude (as_of)))
),
named as (
  select long.as_of, long.headline, long.value, meanings.unit, meanings.better
  from long
  join metrics.headline_units as meanings using (headline)
)
select * from named order by as_of, headline
