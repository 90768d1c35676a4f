-- question: Who brings the revenue of the window?
-- definition: Net won revenue in the window by partner (every partner that exists; direct revenue is left out), by customer and
--   by our rep (those with a won deal in the window that is not excluded, including direct deals). A negative net counts as 0
--   in share and is flagged. rank is shared by members that are equal to the millionth; position is the place in the order,
--   equals sorted by id.
-- unit: money in the reporting currency, and shares of the sum of the positive nets
-- direction: neither
-- source: in-house definition
-- settings: window_days
-- grain: one row per as_of, dimension and member
-- key: as_of, dimension, member_id
-- records: deals closed_on in window_days where status = 'won' and net is not null
-- formula: net = sum(case when dimension = 'partner' then deals.credited_net else deals.net end)
with partners as (
  select as_of, 'partner' as dimension, partner_id as member_id, net from metrics.wins
),
-- a list keeps the order of the facts, and with it each sum to the last bit, whatever the other dates are
days as (
  select calendar.day, list(as_of_dates.as_of order by as_of_dates.as_of) as dates
  from metrics.calendar
  join metrics.as_of_dates on as_of_dates.as_of between calendar.seen_from and calendar.window_until
  group by calendar.day
),
credits as (
  select unnest(days.dates) as as_of, deal_credits.customer_id, deal_credits.rep_id, deal_credits.credited_net
  from facts.deal_credits
  join days on days.day = deal_credits.closed_on
  where deal_credits.status = 'won' and deal_credits.net is not null
),
customers as (
  select as_of, 'customer' as dimension, customer_id as member_id, money_sum(sum(credited_net)) as net
  from credits
  where customer_id is not null
  group by as_of, customer_id
),
reps as (
  select as_of, 'rep' as dimension, rep_id as member_id, money_sum(sum(credited_net)) as net
  from credits
  where rep_id is not null
  group by as_of, rep_id
),
members as (
  select * from partners
  union all
  select * from customers
  union all
  select * from reps
),
counted as (
  select *, greatest(net, 0) as counted, round(greatest(net, 0), 6) as compared from members
),
-- one order for rank, place and total
placed as (
  select
    *,
    cast(rank() over (partition by as_of, dimension order by compared desc) as integer) as rank,
    cast(row_number() over ordered as integer) as position,
    sum(counted) over (ordered rows between unbounded preceding and unbounded following) as total
  from counted
  window ordered as (partition by as_of, dimension order by compared desc, member_id)
),
shared as (
  select
    as_of,
    dimension,
    member_id,
    net,
    counted / nullif(total, 0) as share,
    rank,
    net < 0 as negative,
    counted,
    position
  from placed
)
select * from shared order by as_of, dimension, position
