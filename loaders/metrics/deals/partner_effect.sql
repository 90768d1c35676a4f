-- question: What difference does a partner on the deal make, like for like?
-- definition: Over the segments (industry by size of customer) that have deals of both kinds: the mean of the segments' win
--   rates, cycles and deal sizes, each segment weighted by all of its deals, so that both kinds are compared over the same mix.
--   deal_size is over the segments in which both have won. segments and deals = how many are compared; won and direct_won = how
--   many of these were won, not weighted. difference = win_rate
--   less direct_win_rate, with its 90% interval diff_lower to diff_upper: Wilson's limits of each segment, combined over the
--   segments and then as in Newcombe's method 10 (MOVER); verdict: better or worse if the interval excludes 0, else unclear.
-- unit: deals, shares, days, money in the reporting currency
-- direction: win_rate: higher is better; cycle_days: lower is better
-- source: direct standardisation, e.g. Breslow & Day (1987), Statistical Methods in Cancer Research II; Newcombe (1998), Statistics in Medicine 17:873-890; Zou & Donner (2008), Statistics in Medicine 27:1693-1702
-- settings: none
-- grain: one row per as_of and involvement compared with direct (with_partner, sourced, influenced) that shares a segment with it
-- key: as_of, involvement
-- records: deals closed_on in evidence_days where status in ('won', 'lost') and industry is not null and customer_size is not
--   null
-- formula: difference = win_rate - direct_win_rate;
--   win_rate = sum(effect_segments.weight * effect_segments.win_rate) / sum(effect_segments.weight);
--   direct_win_rate = sum(effect_segments.weight * effect_segments.direct_win_rate) / sum(effect_segments.weight)
with pairs as (
  select * from metrics.effect_segments
),
effects as (
  select
    as_of,
    involvement,
    cast(count(*) as integer) as segments,
    cast(sum(deals) as integer) as deals,
    cast(sum(direct_deals) as integer) as direct_deals,
    cast(round(sum(win_rate * deals)) as integer) as won,
    cast(round(sum(direct_win_rate * direct_deals)) as integer) as direct_won,
    sum(weight * win_rate) / sum(weight) as win_rate,
    sum(weight * direct_win_rate) / sum(weight) as direct_win_rate,
    sum(weight * cycle_days) / sum(weight) as cycle_days,
    sum(weight * direct_cycle_days) / sum(weight) as direct_cycle_days,
    sum(size_weight * deal_size) / sum(size_weight) as deal_size,
    sum(size_weight * direct_deal_size) / sum(size_weight) as direct_deal_size,
    sum(power(weight * (win_rate - win_lower), 2)) / power(sum(weight), 2) as below,
    sum(power(weight * (win_upper - win_rate), 2)) / power(sum(weight), 2) as above,
    sum(power(weight * (direct_win_rate - direct_lower), 2)) / power(sum(weight), 2) as direct_below,
    sum(power(weight * (direct_upper - direct_win_rate), 2)) / power(sum(weight), 2) as direct_above
  from pairs
  group by as_of, involvement
),
compared as (
  select
    * exclude (below, above, direct_below, direct_above),
    win_rate - direct_win_rate as difference,
    win_rate - direct_win_rate - sqrt(below + direct_above) as diff_lower,
    win_rate - direct_win_rate + sqrt(above + direct_below) as diff_upper
  from effects
),
judged as (
  select *, rate_verdict(diff_lower, diff_upper) as verdict from compared
)
select * from judged order by as_of, involvement
