-- question: Which customers, and partners that are customers of record, are so large that Finance should check them?
-- definition: Net won revenue of the window by customer and by partner, those under one parent_id counted as one (group_id =
--   the parent, else the customer or partner itself); share = net / all net won revenue of the company, direct and through
--   partners; only groups at or above disclosure_share (ASC 280 begins at 10%). Of partners, only groups with a possible
--   customer of record: one whose kind is a reseller, is not recorded, or is not integrator, consultancy, referral partner,
--   affiliate, agency or alliance. members = those of the group with a won deal in the window.
-- unit: money in the reporting currency, and shares
-- direction: neither
-- source: FASB ASC 280-10-50-42
-- settings: window_days, disclosure_share
-- grain: one row per as_of, dimension (partner, customer) and group
-- key: as_of, dimension, group_id
-- records: deals closed_on in window_days where status = 'won' and net is not null
-- formula: share = net / sum(revenue.net)
with spans as (
  select deal_credits.partner_id, calendar.seen_from, calendar.window_until, sum(deal_credits.credited_net) as net
  from facts.deal_credits
  join metrics.calendar as calendar on calendar.day = deal_credits.closed_on
  where deal_credits.status = 'won' and deal_credits.net is not null and deal_credits.partner_id is not null
  group by deal_credits.partner_id, calendar.seen_from, calendar.window_until
),
credited as (
  select as_of_dates.as_of, spans.partner_id, sum(spans.net) as net
  from metrics.as_of_dates
  join spans on as_of_dates.as_of between spans.seen_from and spans.window_until
  group by as_of_dates.as_of, spans.partner_id
),
members as (
  select credited.as_of, 'partner' as dimension, coalesce(partners.parent_id, partner_id) as group_id, credited.net
  from credited
  join facts.partners using (partner_id)
  union all
  select
    concentration_members.as_of,
    concentration_members.dimension,
    coalesce(customers.parent_id, customers.customer_id) as group_id,
    concentration_members.net
  from metrics.concentration_members
  join facts.customers on customers.customer_id = concentration_members.member_id
  where concentration_members.dimension = 'customer'
),
totals as (
  select as_of, money_sum(sum(net)) as total from metrics.revenue group by as_of
),
-- who only advises, refers or integrates is no customer of record
buyers as (
  select distinct coalesce(parent_id, partner_id) as group_id
  from facts.partners
  where not regexp_matches(coalesce(lower(kind), ''), 'integrat|consult|referral|affiliate|agency|alliance')
),
groups as (
  select as_of, dimension, group_id, cast(count(*) as integer) as members, sum(net) as net
  from members
  group by as_of, dimension, group_id
),
disclosures as (
  select as_of, groups.dimension, groups.group_id, groups.members, groups.net, groups.net / totals.total as share
  from groups
  join totals using (as_of)
  where totals.total > 0
    and round(groups.net / totals.total, 12) >= getvariable('disclosure_share')
    and (groups.dimension = 'customer' or groups.group_id in (from buyers))
)
select * from disclosures order by as_of, dimension, net desc, group_id
