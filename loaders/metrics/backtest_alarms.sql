-- question: How many alarms were right?
-- definition: The raised rows of backtest_quiet.sql by level: judged = how many, stayed_below = those after which the partner stayed
--   below its pace, share with its Wilson interval (z = 1.6449).
-- unit: alarms, and shares
-- direction: share of alarm: higher is better
-- source: Wilson (1927), JASA 22:209-212
-- settings: none
-- grain: one row per level (alarm, watch, none), at the current as_of
-- key: level
-- records: referrals made_on where direction = 'received'
-- formula: share = stayed_below / nullif(judged, 0);
--   lower = wilson_lower(stayed_below, judged, 1.6449);
--   upper = wilson_upper(stayed_below, judged, 1.6449)
with counted as (
  select level, count(*) as judged, count(*) filter (stayed_below) as stayed_below
  from metrics.backtest_quiet
  where raised
  group by level
),
alarms as (
  select
    level,
    cast(coalesce(judged, 0) as integer) as judged,
    cast(coalesce(stayed_below, 0) as integer) as stayed_below,
    stayed_below / nullif(judged, 0) as share,
    wilson_lower(coalesce(stayed_below, 0), coalesce(judged, 0), 1.6449::double) as lower,
    wilson_upper(coalesce(stayed_below, 0), coalesce(judged, 0), 1.6449::double) as upper
  from (values ('alarm'), ('watch'), ('none')) as levels (level)
  left join counted using (level)
)
select * from alarms order by level
