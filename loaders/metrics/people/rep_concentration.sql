-- question: Which of our reps depend on one account or one partner?
-- definition: Net won revenue of a rep in the window by customer and by partner (a deal's net split evenly over its partners;
--   direct revenue counts in the total and belongs to no partner). won_net = all of it; net = the sum in which a customer of
--   negative net counts as 0. top_… = the largest one (equals by id), with its net, which the rep would lose with it, and its
--   share of the sum in which a negative net of its kind counts as 0. rep_dependency: which of customer, partner or both has
--   dependency_share or more, else empty.
-- unit: money in the reporting currency, and shares
-- direction: shares: lower is better
-- source: practice of trusted partnerships; Hill (1973), Ecology 54:427-432
-- settings: window_days, dependency_share
-- grain: one row per as_of and rep with a won deal in the window
-- key: as_of, rep_id
-- records: deals closed_on in window_days where status = 'won' and net is not null
-- formula: won_net = sum(deals.net);
--   top_customer_share = top_customer_net / nullif(net, 0)
with credits as (
  select rep_id, customer_id, partner_id, closed_on, credited_net
  from facts.deal_credits
  where status = 'won' and net is not null and rep_id is not null
),
-- a list keeps the order of the facts, and with it each sum to the last bit, whatever the other dates are
days as (
  select calendar.day, list(as_of_dates.as_of order by as_of_dates.as_of) as dates
  from metrics.calendar
  join metrics.as_of_dates on as_of_dates.as_of between calendar.seen_from and calendar.window_until
  group by calendar.day
),
seen as (
  select unnest(days.dates) as as_of, credits.rep_id, credits.customer_id, credits.partner_id, credits.credited_net
  from credits
  join days on days.day = credits.closed_on
),
members as (
  select as_of, rep_id, 'customer' as dimension, customer_id as member_id, round(sum(credited_net), 6) as won_net, greatest(won_net, 0) as net
  from seen
  group by as_of, rep_id, customer_id
  union all
  select as_of, rep_id, 'partner' as dimension, partner_id as member_id, round(sum(credited_net), 6) as won_net, greatest(won_net, 0) as net
  from seen
  group by as_of, rep_id, partner_id
),
tops as (
  select
    as_of,
    rep_id,
    dimension,
    sum(won_net) as won_net,
    sum(net) as total,
    count(*) filter (member_id is not null) as members,
    first(member_id order by net desc, member_id) filter (member_id is not null and net > 0) as top_id,
    max(net) filter (member_id is not null and net > 0) as top_net
  from members
  group by as_of, rep_id, dimension
),
joined as (
  select
    c.as_of,
    c.rep_id,
    c.won_net,
    c.total as net,
    c.members as customers,
    p.members as partners,
    c.top_id as top_customer_id,
    c.top_net as top_customer_net,
    c.top_net / nullif(c.total, 0) as top_customer_share,
    p.top_id as top_partner_id,
    p.top_net as top_partner_net,
    p.top_net / nullif(p.total, 0) as top_partner_share
  from tops as c
  join tops as p using (as_of, rep_id)
  where c.dimension = 'customer' and p.dimension = 'partner'
),
concentration as (
  select
    * replace (cast(customers as integer) as customers, cast(partners as integer) as partners),
    case
      when round(top_customer_share, 12) >= getvariable('dependency_share')
        and round(top_partner_share, 12) >= getvariable('dependency_share') then 'both'
      when round(top_customer_share, 12) >= getvariable('dependency_share') then 'customer'
      when round(top_partner_share, 12) >= getvariable('dependency_share') then 'partner'
    end as rep_dependency
  from joined
)
select * from concentration order by as_of, rep_id
