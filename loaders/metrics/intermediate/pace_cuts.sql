-- question: Which days count alike in every window of every date?
-- definition: cut = the first day from that day on at which a window of 90, 180 or 365 days or the evidence window of an as-of
--   date begins or ends. Between two cuts no window distinguishes days, so their records are summed once for all dates.
-- unit: days
-- direction: neither
-- source: in-house definition
-- settings: evidence_days
-- grain: one row per day of calendar up to the last as-of date
-- key: day
with cuts as (
  select distinct as_of_dates.as_of - starts.ago as cut
  from metrics.as_of_dates
  cross join (values (0), (90), (180), (365), (getvariable('evidence_days'))) as starts (ago)
),
days as (
  select calendar.day, min(cuts.cut) as cut from metrics.calendar join cuts on cuts.cut >= calendar.day group by calendar.day
)
select * from days order by day
