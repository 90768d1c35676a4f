-- question: How many alarms were right?
-- definition: The alarms, watches and tests without either of backtest_pace (rows with raised), by level: judged = how many;
--   stayed_below = how many of these partners stayed below their pace; share = stayed_below / judged, with its Wilson interval
--   (z = 1.6449). difference = this share less that of partners at level none, with its 90% interval diff_lower to diff_upper
--   (Newcombe's method 10); verdict: better or worse if the interval excludes 0, else unclear; empty if either has no cases.
-- unit: alarms, and shares
-- direction: share of alarm: higher is better
-- source: Wilson (1927), JASA 22:209-212; Newcombe (1998), Statistics in Medicine 17:873-890
-- settings: none
-- grain: one row per level (alarm, watch, none), at the current as_of
-- key: level
-- records: referrals made_on where direction = 'received'
-- formula: share = stayed_below / nullif(judged, 0);
--   lower = wilson_lower(stayed_below, judged, 1.6449);
--   upper = wilson_upper(stayed_below, judged, 1.6449)
with counted as (
  select level, count(*) as judged, count(*) filter (stayed_below) as stayed_below
  from metrics.backtest_pace
  where raised
  group by level
),
sides as (
  select
    *,
    sum(judged) filter (level = 'none') over () as others,
    sum(stayed_below) filter (level = 'none') over () as others_below
  from counted
),
alarms as (
  select
    level,
    cast(coalesce(sides.judged, 0) as integer) as judged,
    cast(coalesce(sides.stayed_below, 0) as integer) as stayed_below,
    sides.stayed_below / nullif(sides.judged, 0) as share,
    wilson_lower(coalesce(sides.stayed_below, 0), coalesce(sides.judged, 0), 1.6449::double) as lower,
    wilson_upper(coalesce(sides.stayed_below, 0), coalesce(sides.judged, 0), 1.6449::double) as upper,
    case
      when level <> 'none' then sides.stayed_below / nullif(sides.judged, 0) - sides.others_below / nullif(sides.others, 0)
    end as difference,
    case
      when level <> 'none' then newcombe_lower(sides.stayed_below, sides.judged, sides.others_below, sides.others, 1.6449::double)
    end as diff_lower,
    case
      when level <> 'none' then newcombe_upper(sides.stayed_below, sides.judged, sides.others_below, sides.others, 1.6449::double)
    end as diff_upper
  from (values ('alarm'), ('watch'), ('none')) as levels (level)
  left join sides using (level)
),
compared as (
  select *, rate_verdict(diff_lower, diff_upper) as verdict from alarms
)
select * from compared order by level
