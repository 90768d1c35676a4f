-- question: Do deals whose deal lead breaks the rule of engagement end worse, and in which accounts?
-- definition: Closed deals with a partner in the evidence window that record who found, knows and led (as in leadership), each
--   once, by size of the customer (all: including those whose size is not recorded). win_rate = won / deals with its Wilson
--   interval (z = 1.6449); cycle_days = mean days from opened to closed; deal_size = mean net of the won ones, excluded ones
--   left out. difference = win rate of aligned deals less that of deals with the wrong lead of the same size, with its 90%
--   interval diff_lower to diff_upper (Newcombe's method 10); verdict: better or worse if the interval excludes 0, else
--   unclear; empty if either has no cases.
-- unit: deals, shares, days, money in the reporting currency
-- direction: win_rate: higher is better; cycle_days: lower is better
-- source: practice of channel sales; Wilson (1927), JASA 22:209-212; Newcombe (1998), Statistics in Medicine 17:873-890
-- settings: none
-- grain: one row per as_of, customer_size (all, small, medium, large) and leadership (aligned, wrong_lead) with deals
-- key: as_of, customer_size, leadership
-- records: deals closed_on in evidence_days where status in ('won', 'lost') and leadership = it.leadership and partners > 0
--   and it.customer_size in ('all', customer_size)
-- formula: deals = count(deals.deal_id);
--   win_rate = won / deals;
--   win_lower = wilson_lower(won, deals, 1.6449);
--   win_upper = wilson_upper(won, deals, 1.6449)
with deals as (
  select * from metrics.closed_deal_spans where has_partner and leadership is not null
),
spans as (
  select * replace ('all' as customer_size) from deals
  union all
  select * from deals where customer_size is not null
),
summed as (
  select
    dates.as_of,
    spans.customer_size,
    spans.leadership,
    sum(spans.deals) as deals,
    sum(spans.won) as won,
    sum(spans.days) as days,
    sum(spans.sized) as sized,
    sum(spans.net) as net
  from metrics.as_of_dates as dates
  join spans on dates.as_of between spans.seen_from and spans.evidence_until
  group by all
),
sides as (
  select
    *,
    coalesce(sum(won) filter (leadership = 'aligned') over size, 0) as aligned_won,
    coalesce(sum(deals) filter (leadership = 'aligned') over size, 0) as aligned,
    coalesce(sum(won) filter (leadership = 'wrong_lead') over size, 0) as wrong_lead_won,
    coalesce(sum(deals) filter (leadership = 'wrong_lead') over size, 0) as wrong_lead
  from summed
  window size as (partition by as_of, customer_size)
),
leadership_sizes as (
  select
    as_of,
    customer_size,
    leadership,
    cast(deals as integer) as deals,
    cast(won as integer) as won,
    cast(won / deals as double) as win_rate,
    cast(wilson_lower(won, deals, 1.6449::double) as double) as win_lower,
    cast(wilson_upper(won, deals, 1.6449::double) as double) as win_upper,
    cast(days / deals as double) as cycle_days,
    cast(net / nullif(sized, 0) as double) as deal_size,
    cast(aligned_won / nullif(aligned, 0) - wrong_lead_won / nullif(wrong_lead, 0) as double) as difference,
    cast(newcombe_lower(aligned_won, aligned, wrong_lead_won, wrong_lead, 1.6449::double) as double) as diff_lower,
    cast(newcombe_upper(aligned_won, aligned, wrong_lead_won, wrong_lead, 1.6449::double) as double) as diff_upper
  from sides
),
compared as (
  select *, rate_verdict(diff_lower, diff_upper) as verdict from leadership_sizes
)
select * from compared order by as_of, customer_size, leadership
