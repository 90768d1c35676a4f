-- question: What are the figures that stand first, and how have they moved?
-- definition: Each figure of the overview from its own metric: value at as_of, month_before and quarter_before = the same figure at
--   the latest month's and quarter's end before as_of that metrics are computed for, year_before = at the latest month's end that is
--   a whole year or more before as_of (so that two windows of twelve months share no day), since_month, since_quarter and
--   since_year = the differences; null where there is none. bad_year = var95 / partner_revenue.
-- unit: as unit says
-- direction: as better says
-- source: the metrics that the figures come from
-- settings: none
-- grain: one row per as_of and headline
-- key: as_of, headline
-- formula: since_month = value - month_before;
--   since_quarter = value - quarter_before;
--   since_year = value - year_before
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
wide as (
  select
    as_of,
    cast(partner.n as double) as partners,
    cast(coalesce(trusted, 0) as double) as trusted,
    cast(coalesce(at_risk, 0) as double) as at_risk,
    cast(coalesce(unproven, 0) as double) as unproven,
    typical,
    cast(coalesce(received, 0) as double) as received,
    cast(coalesce(given, 0) as double) as given,
    cast(coalesce(they_owe, 0) as double) as they_owe,
    weighted_reciprocity,
    partner.total as partner_revenue,
    direct_revenue,
    partner.effective_n,
    partner.hhi,
    partner.cr1 as largest_share,
    customer.effective_n as effective_customers,
    yearly_loss.var95 / nullif(partner.total, 0) as bad_year,
    yearly_loss.p_lose_20,
    cast(k80 as double) as k80,
    partners_for_80,
    cast(coalesce(ignored, 0) as double) as ignored,
    cast(coalesce(over_served, 0) as double) as over_served,
    cast(alarms as double) as quiet_alarms,
    cast(watches as double) as quiet_watches
  from dates
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
months as (
  select
    dates.as_of,
    max(earlier.as_of) filter (earlier.as_of = last_day(earlier.as_of)) as month_end,
    max(earlier.as_of) filter (
      earlier.as_of = last_day(earlier.as_of) and earlier.as_of + interval 1 year <= dates.as_of
    ) as year_end
  from dates
  join dates as earlier on earlier.as_of < dates.as_of
  group by dates.as_of
),
meanings (headline, unit, better) as (
  values
    ('partners', 'partners', 'neither'),
    ('trusted', 'partners', 'higher'),
    ('at_risk', 'partners', 'lower'),
    ('unproven', 'partners', 'lower'),
    ('typical', 'score', 'higher'),
    ('received', 'leads', 'higher'),
    ('given', 'leads', 'neither'),
    ('they_owe', 'partners', 'lower'),
    ('weighted_reciprocity', 'share', 'higher'),
    ('partner_revenue', 'money', 'higher'),
    ('direct_revenue', 'money', 'neither'),
    ('effective_n', 'effective partners', 'higher'),
    ('hhi', 'share', 'lower'),
    ('largest_share', 'share', 'lower'),
    ('effective_customers', 'effective customers', 'higher'),
    ('bad_year', 'share', 'lower'),
    ('p_lose_20', 'probability', 'lower'),
    ('k80', 'partners', 'higher'),
    ('partners_for_80', 'share', 'neither'),
    ('ignored', 'partners', 'lower'),
    ('over_served', 'partners', 'lower'),
    ('quiet_alarms', 'partners', 'lower'),
    ('quiet_watches', 'partners', 'lower')
),
headlines as (
  select
    long.as_of,
    headline,
    long.value,
    meanings.unit,
    meanings.better,
    months.month_end,
    by_month.value as month_before,
    long.value - by_month.value as since_month,
    quarters.before as quarter_end,
    by_quarter.value as quarter_before,
    long.value - by_quarter.value as since_quarter,
    months.year_end,
    by_year.value as year_before,
    long.value - by_year.value as since_year
  from long
  join meanings using (headline)
  left join months on months.as_of = long.as_of
  left join metrics.quarters_before as quarters on quarters.as_of = long.as_of
  left join long as by_month on by_month.as_of = months.month_end and by_month.headline = long.headline
  left join long as by_quarter on by_quarter.as_of = quarters.before and by_quarter.headline = long.headline
  left join long as by_year on by_year.as_of = months.year_end and by_year.headline = long.headline
)
select * from headlines order by as_of, headline
