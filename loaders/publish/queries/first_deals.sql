-- The curves of metric first_deal_curve by the year in which partners started; of years with fewer than five nothing can be said.
with curves as (
  select curve.cohort, max(curve.at_risk) over (partition by curve.cohort) as size, curve.days, curve.at_risk, curve.waiting
  from metrics.first_deal_curve as curve
  join metrics.as_of_dates as dates on dates.as_of = curve.as_of and dates.is_current
  where curve.cohort <> 'all'
)
select cohort, size, days, at_risk, 1 - waiting as active from curves where size >= 5 order by cohort, days
