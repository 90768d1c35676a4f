-- question: What are the key figures at each date?
-- definition: Each key figure from its own metric, one per row; bad_year = var95 / partner_revenue of yearly_loss, empty
--   (p_lose_20 too) before a past year tells how much partners buy less. unit and better say what a figure counts and which
--   direction is better. Empty, never 0, where what a figure is counted from is not recorded by as_of: deals (revenue, and
--   partners where there are none), referrals (these, and their pace), activities (contact), hours (over-served), a rated
--   partner (grades); nor where more than half would be listed, so that none is (without contact, over-served). Over-served are
--   only partners whose revenue is complete (attention_rules).
-- unit: as unit says
-- direction: as better says
-- source: the metrics that the figures come from
-- settings: none
-- grain: one row per as_of and headline
-- key: as_of, headline
with grades as (
  select
    as_of,
    count(*) filter (grade = 'trusted') as trusted,
    count(*) filter (grade = 'at_risk') as at_risk,
    count(*) filter (grade = 'unproven') as unproven,
    count(*) filter (grade <> 'not_rated') as judged,
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
  select
    as_of,
    count(*) filter (no_contact) as ignored,
    count(*) filter (served = 'over' and is_complete) as over_served,
    count(served) filter (is_complete) as served,
    bool_or(no_contact_muted) as contact_muted,
    bool_or(over_muted) as hours_muted
  from metrics.attention_rules
  group by as_of
),
wide as (
  select
    as_of,
    case when partner.n > 0 or recorded.deals then cast(partner.n as double) end as partners,
    case when grades.judged > 0 then cast(grades.trusted as double) end as trusted,
    case when grades.judged > 0 then cast(grades.at_risk as double) end as at_risk,
    case when grades.judged > 0 then cast(grades.unproven as double) end as unproven,
    grades.typical,
    case when recorded.referrals then cast(coalesce(exchanged.received, 0) as double) end as received,
    case when recorded.referrals then cast(coalesce(exchanged.given, 0) as double) end as given,
    case when recorded.referrals then cast(coalesce(exchanged.they_owe, 0) as double) end as they_owe,
    reciprocity_portfolio.weighted_reciprocity,
    case when recorded.deals then partner.total end as partner_revenue,
    case when recorded.deals then loss.direct_revenue end as direct_revenue,
    partner.effective_n,
    partner.hhi,
    partner.cr1 as largest_share,
    customer.effective_n as effective_customers,
    case when yearly_loss.cases > 0 then yearly_loss.var95 end / nullif(partner.total, 0) as bad_year,
    case when yearly_loss.cases > 0 then yearly_loss.p_lose_20 end as p_lose_20,
    cast(segmentation.k80 as double) as k80,
    segmentation.partners_for_80,
    case when recorded.activities and care.contact_muted is not true then cast(coalesce(care.ignored, 0) as double) end as ignored,
    case when care.served > 0 and care.hours_muted is not true then cast(care.over_served as double) end as over_served,
    case when recorded.received then cast(trend_summary.alarms as double) end as quiet_alarms,
    case when recorded.received then cast(trend_summary.watches as double) end as quiet_watches
  from metrics.headline_records as recorded
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
