-- question: Which windows leave a partner enough history to compare with?
-- definition: Each window of 90, 180 and 365 days before which the partner has history in the evidence window; years = the
--   length of that history.
-- unit: days, years
-- direction: neither
-- source: in-house definition
-- settings: none
-- grain: one row per as_of, partner and window_days
-- key: as_of, partner_id, window_days
with windows as (
  select
    partners_at.as_of,
    partners_at.partner_id,
    windows.window_days,
    partners_at.years - windows.window_days / 365 as years
  from metrics.partners_at
  cross join (values (90), (180), (365)) as windows (window_days)
  where round(partners_at.years * 365) > windows.window_days
)
select * from windows order by as_of, partner_id, window_days
