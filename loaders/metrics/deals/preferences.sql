-- question: Is the customer's wish for who delivers honoured, and what comes next?
-- definition: Deals closed in the evidence window whose customer prefers one side and that record who delivered: honoured where
--   these agree, else overruled. What came next: the customer's next deal (the first opened after that day, with whomever), if
--   closed by as_of: honoured_next and overruled_next such deals, of which _won. Each deal counts for every partner on it; the
--   row without a partner is the company, each deal once, direct ones too.
--   difference = win rate of the next deal after an honoured less after an overruled preference, with its 90 % interval diff_lower to
--   diff_upper (Newcombe's method 10); verdict: better or worse where it excludes 0, else unclear; null where one has no cases.
-- unit: deals, and shares
-- direction: honoured_share: higher is better
-- source: practice of channel sales; Newcombe (1998), Statistics in Medicine 17:873-890
-- settings: evidence_days
-- grain: one row per as_of and partner with such deals, and one for the company (partner_id null) where there are any
-- key: as_of, partner_id
-- records: deals closed_on in evidence_days where status in ('won', 'lost') and customer_prefers in ('us', 'partner') and
--   fulfilled_by is not null
-- formula: honoured_share = honoured / nullif(recorded, 0);
--   honoured_next_rate = honoured_next_won / nullif(honoured_next, 0);
--   overruled_next_rate = overruled_next_won / nullif(overruled_next, 0)
with deals as (
  select deal_id, customer_id, closed_on, preference_honoured as honoured
  from facts.deal_profiles
  where status in ('won', 'lost') and preference_honoured is not null
),
openings as (
  select distinct on (customer_id, opened_on)
    customer_id,
    opened_on,
    case when status in ('won', 'lost') then closed_on end as next_on,
    status = 'won' as next_won
  from facts.deal_profiles
  order by customer_id, opened_on, deal_id
),
followed as (
  select deals.*, next_on, next_won
  from deals
  asof left join openings on openings.customer_id = deals.customer_id and openings.opened_on > deals.closed_on
),
counted as (
  select partner_id, followed.* from followed join facts.deal_credits using (deal_id) where partner_id is not null
  union all
  select cast(null as varchar) as partner_id, followed.* from followed
),
-- a number groups faster than a text
numbers as (
  select partner_id, row_number() over (order by partner_id) as number from (select distinct partner_id from counted)
),
spans as (
  select
    number,
    honoured,
    calendar.seen_from,
    calendar.evidence_until,
    later.seen_from as next_from,
    cast(count(*) as double) as deals,
    cast(count(*) filter (next_won) as double) as next_won
  from counted
  join numbers on numbers.partner_id is not distinct from counted.partner_id
  join metrics.calendar as calendar on calendar.day = closed_on
  left join metrics.calendar as later on later.day = next_on
  group by all
),
sides as (
  select
    as_of,
    number,
    honoured,
    sum(deals) as deals,
    coalesce(sum(deals) filter (next_from <= as_of), 0) as next,
    coalesce(sum(next_won) filter (next_from <= as_of), 0) as next_won
  from metrics.as_of_dates
  join spans on as_of between seen_from and evidence_until
  group by as_of, number, honoured
),
summed as (
  select
    as_of,
    partner_id,
    sum(deals) as recorded,
    coalesce(sum(deals) filter (honoured), 0) as honoured,
    coalesce(sum(next) filter (honoured), 0) as honoured_next,
    coalesce(sum(next_won) filter (honoured), 0) as honoured_next_won,
    coalesce(sum(next) filter (not honoured), 0) as overruled_next,
    coalesce(sum(next_won) filter (not honoured), 0) as overruled_next_won
  from sides
  join numbers using (number)
  group by as_of, partner_id
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
