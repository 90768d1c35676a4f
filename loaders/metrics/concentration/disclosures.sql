-- question: Which customers, and partners that are customers of record, are at or above the ASC 280 threshold, for Finance to check?
-- definition: Net won revenue of the window by customer and by partner, those under one parent_id counted as one (group_id = the
--   parent, else the one itself); share = net / all net won revenue of the company, direct and through partners; only groups at
--   or above the disclosure share. Of partners, groups of which one may be a customer of record: its kind is a reseller's, is not
--   recorded or is none of integrator, consultancy, referral partner, affiliate, agency, alliance. members = those of the group with a
--   won deal in the window.
-- unit: money in the reporting currency, and shares
-- direction: neither
-- source: FASB ASC 280-10-50-42
-- settings: window_days, disclosure_share
-- grain: one row per as_of, dimension (partner, customer) and group
-- key: as_of, dimension, group_id
-- records: deals closed_on in window_days where status = 'won' and net is not null
-- formula: share = net / sum(revenue.net)
with spans as (
  select partner_id, seen_from, window_until, sum(credited_net) as net
  from facts.deal_credits
  join metrics.calendar as calendar on calendar.day = closed_on
  where status = 'won' and net is not null and partner_id is not null
  group by partner_id, seen_from, window_until
),
credited as (
  select as_of, partner_id, sum(net) as net
  from metrics.as_of_dates
  join spans on as_of between seen_from and window_until
  group by as_of, partner_id
),
members as (
  select as_of, 'partner' as dimension, coalesce(parent_id, partner_id) as group_id, net
  from credited
  join facts.partners using (partner_id)
  union all
  select as_of, dimension, coalesce(parent_id, customer_id) as group_id, net
  from metrics.concentration_members
  join facts.customers on customer_id = member_id
  where dimension = 'customer'
),
totals as (
  select as_of, sum(net) as total from metrics.revenue group by as_of
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
  select as_of, dimension, group_id, members, net, net / total as share
  from groups
  join totals using (as_of)
  where total > 0
    and round(net / total, 12) >= getvariable('disclosure_share')
    and (dimension = 'customer' or group_id in (from buyers))
)
select * from disclosures order by as_of, dimension, net desc, group_id
