-- question: Is the customer's preference for who delivers honoured, and what happens next?
-- definition: Deals closed in the evidence window whose customer prefers one side and that record who delivered: honoured if
--   these agree, else overruled. What happens next: the customer's next deal (the first opened after that day, with any partner
--   or none), if closed by as_of: honoured_next and overruled_next count such deals, and …_won those won. Each deal counts for
--   every partner on it; the row without a partner is the company, each deal once, including direct ones. difference = win rate
--   of the next deal after an honoured preference less that after an overruled one, with its 90% interval diff_lower to
--   diff_upper (Newcombe's method 10); verdict: better or worse if the interval excludes 0, else unclear; empty if either has no
--   cases.
-- unit: deals, and shares
-- direction: honoured_share: higher is better
-- source: practice of channel sales; Newcombe (1998), Statistics in Medicine 17:873-890
-- settings: none
-- grain: one row per as_of and partner with such deals, and one for the company (partner_id empty) where there are any
-- key: as_of, partner_id
-- records: deals closed_on in evidence_days where status in ('won', 'lost') and customer_prefers in ('us', 'partner') and
--   fulfilled_by is not null
-- formula: honoured_share = honoured / nullif(recorded, 0);
--   honoured_next_rate = honoured_next_won / nullif(honoured_next, 0);
--   overruled_next_rate = overruled_next_won / nullif(overruled_next, 0)
with summed as (
  select * from metrics.preference_outcomes
),
preferences as (
  select
    as_of,
    partner_id,
    cast(recorded as integer) as recorded,
    cast(honoured as integer) as honoured,
    cast(recorded - honoured as integer) as overruled,
    cast(honoured / recorded as double) as honoured_share,
    cast(honoured_next as integer) as honoured_next,
    cast(honoured_next_won as integer) as honoured_next_won,
    cast(honoured_next_won / nullif(honoured_next, 0) as double) as honoured_next_rate,
    cast(overruled_next as integer) as overruled_next,
    cast(overruled_next_won as integer) as overruled_next_won,
    cast(overruled_next_won / nullif(overruled_next, 0) as double) as overruled_next_rate,
    cast(honoured_next_won / nullif(honoured_next, 0) - overruled_next_won / nullif(overruled_next, 0) as double) as difference,
    cast(newcombe_lower(honoured_next_won, honoured_next, overruled_next_won, overruled_next, 1.6449::double) as double) as diff_lower,
    cast(newcombe_upper(honoured_next_won, honoured_next, overruled_next_won, overruled_next, 1.6449::double) as double) as diff_upper
  from summed
),
compared as (
  select *, rate_verdict(diff_lower, diff_upper) as verdict from preferences
)
select * from compared order by as_of, partner_id nulls first
