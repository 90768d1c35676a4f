-- question: What are the key figures, and how have they moved?
-- definition: Each key figure of the overview, from its own metric: value at as_of; month_before and quarter_before = the same
--   figure at the latest month-end and quarter-end before as_of for which metrics are computed; year_before = at the latest
--   month-end at least a year before as_of (so that two yearly windows share no day); since_month, since_quarter and since_year
--   = the differences; empty if there is no such date, or if records do not cover the whole window to it. bad_year = var95 /
--   partner_revenue.
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
long as (
  select
    figures.*,
    case units.sums
      when 'deals' then records.covers_deals
      when 'referrals' then records.covers_referrals
      when 'hours' then records.covers_deals and records.covers_hours
      else true
    end as covered
  from metrics.headline_values as figures
  join metrics.headline_records as records using (as_of)
  join metrics.headline_units as units using (headline)
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
headlines as (
  select
    long.as_of,
    long.headline,
    long.value,
    long.unit,
    long.better,
    months.month_end,
    case when by_month.covered then by_month.value end as month_before,
    long.value - case when by_month.covered then by_month.value end as since_month,
    quarters.before as quarter_end,
    case when by_quarter.covered then by_quarter.value end as quarter_before,
    long.value - case when by_quarter.covered then by_quarter.value end as since_quarter,
    months.year_end,
    case when by_year.covered then by_year.value end as year_before,
    long.value - case when by_year.covered then by_year.value end as since_year
  from long
  left join months on months.as_of = long.as_of
  left join metrics.quarters_before as quarters on quarters.as_of = long.as_of
  left join long as by_month on by_month.as_of = months.month_end and by_month.headline = long.headline
  left join long as by_quarter on by_quarter.as_of = quarters.before and by_quarter.headline = long.headline
  left join long as by_year on by_year.as_of = months.year_end and by_year.headline = long.headline
)
select * from headlines order by as_of, headline
