-- question: How concentrated would revenue be without its largest deal?
-- definition: The largest won deal of the window by net, and each dimension (partner, customer, rep) and each group of partners
--   or customers on that deal without it: group_id = the parent, else the member; empty for the dimension as a whole. share =
--   the group's part of the revenue that is left; hhi and n = those of the dimension, of which customers and reps without
--   another won deal are no longer members; 0 where nothing is left. is_over = a concentration of it would be over: it is below
--   nine tenths of the bounds of signal_concentration.
-- unit: shares of the revenue that is left, the Herfindahl index from 0 to 1
-- direction: lower is better
-- source: in-house definition
-- settings: window_days, disclosure_share, hhi_moderate_max
-- grain: one row per as_of, dimension and group on the deal, and per as_of and dimension
-- key: as_of, dimension, group_id
-- records: partners
with deals as (
  select deal_id, closed_on, any_value(customer_id) as customer_id, any_value(rep_id) as rep_id, sum(credited_net) as net
  from facts.deal_credits
  where status = 'won' and net is not null
  group by deal_id, closed_on
),
largest as (
  select dates.as_of, arg_max(deals, (deals.net, deals.deal_id)) as deal
  from metrics.as_of_dates as dates
  join metrics.calendar as calendar on dates.as_of between calendar.seen_from and calendar.window_until
  join deals on deals.closed_on = calendar.day
  group by dates.as_of
),
parts as (
  select largest.as_of, 'partner' as dimension, credits.partner_id as member_id, credits.credited_net as part
  from largest
  join facts.deal_credits as credits on credits.deal_id = largest.deal.deal_id
  where credits.partner_id is not null
  union all
  select as_of, unnest(['customer', 'rep']) as dimension, unnest([deal.customer_id, deal.rep_id]) as member_id, deal.net as part
  from largest
),
members as (
  select
    as_of,
    members.dimension,
    coalesce(partners.parent_id, customers.parent_id, member_id) as group_id,
    money_sum(members.net - coalesce(parts.part, 0)) as net,
    parts.part is not null as on_deal,
    parts.part is not null and members.dimension <> 'partner' and round(members.net - parts.part, 6) = 0 as gone
  from metrics.concentration_members as members
  left join parts using (as_of, dimension, member_id)
  left join facts.partners as partners on partners.partner_id = case when members.dimension = 'partner' then member_id end
  left join facts.customers as customers on customers.customer_id = case when members.dimension = 'customer' then member_id end
),
totals as (
  select revenue.as_of, money_sum(sum(revenue.net) - any_value(largest.deal.net)) as total
  from metrics.revenue as revenue
  join largest using (as_of)
  group by revenue.as_of
),
dimensions as (
  select
    as_of,
    dimension,
    cast(null as varchar) as group_id,
    cast(null as double) as share,
    coalesce(sum(greatest(net, 0) ** 2) / nullif(sum(greatest(net, 0)) ** 2, 0), 0) as hhi,
    cast(count(*) filter (not gone) as integer) as n
  from members
  group by as_of, dimension
  having bool_or(on_deal)
),
groups as (
  select as_of, members.dimension, members.group_id, sum(members.net) / any_value(totals.total) as share, null as hhi, null as n
  from members
  join totals using (as_of)
  where totals.total > 0
  group by as_of, members.dimension, members.group_id
  having bool_or(members.on_deal) and members.dimension <> 'rep'
),
found as (
  select * from dimensions
  union all
  select * from groups
),
judged as (
  select
    found.*,
    coalesce(
      found.share < .9 * getvariable('disclosure_share'),
      found.hhi <= .9 * getvariable('hhi_moderate_max') or round(found.hhi - .9 * 1.5 / nullif(found.n, 0), 12) < 0
    ) as is_over,
    largest.deal.deal_id as deal_id,
    largest.deal.customer_id as customer_id
  from found
  join largest using (as_of)
)
select * from judged order by as_of, dimension, group_id nulls first
