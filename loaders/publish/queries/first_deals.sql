-- Kaplan-Meier as in metric first_deal_curve, by the year in which partners started; of years with fewer than five nothing can be said.
-- Of partners that started before the first record the first deal is not known: they are left out.
with records as (
  select min(opened_on) as first_on from facts.deals
),
partners as (
  select partner_id, cast(extract(year from partners.started_on) as varchar) as cohort, partners.days_since_joined, speed.days_to_first_win
  from metrics.partners_at as partners
  join metrics.as_of_dates as dates on dates.as_of = partners.as_of and dates.is_current
  join metrics.onboarding_speed as speed using (partner_id)
  join records on partners.started_on >= records.first_on
  where partners.started_on is not null and speed.as_of = partners.as_of
),
waits as (
  select cohort, days_to_first_win is not null as won, greatest(coalesce(days_to_first_win, days_since_joined), 0) as days from partners
),
sizes as (
  select cohort, count(*) as size from waits group by cohort having count(*) >= 5
),
ends as (
  select
    cohort,
    days,
    count(*) filter (won) as wins,
    sum(count(*)) over (partition by cohort order by days desc) as at_risk
  from waits
  group by cohort, days
)
select
  cohort,
  cast(sizes.size as integer) as size,
  cast(ends.days as integer) as days,
  cast(ends.at_risk as integer) as at_risk,
  cast(1 - product(1 - ends.wins / ends.at_risk) over (partition by cohort order by ends.days) as double) as active
from ends
join sizes using (cohort)
order by cohort, days
