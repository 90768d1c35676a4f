-- question: Where has revenue become concentrated?
-- definition: concentration: a partner or customer, together with those under the same parent, that brings disclosure_share of
--   all revenue or more (subject: dimension and group), and a dimension whose band is high, with an index at least half above
--   that of as many equal members, as a few members are always high (subject: dimension); it stays down to nine tenths of that
--   bound. partner_id = the largest member of the group; size = the net of the group, or of the largest member of the dimension;
--   seen = share or index. Where it would be over without the largest won deal of the window (without_largest_deal): expected =
--   the share or index without it, and deal_id; of a partner also its customer_id. Only groups that enter at some date are
--   listed.
-- unit: money in the reporting currency, shares
-- direction: neither
-- source: FASB ASC 280-10-50-42; 2023 Merger Guidelines, section 2.1
-- settings: disclosure_share, hhi_moderate_max
-- grain: one row per as_of and subject
-- key: as_of, subject
-- records: partners
with totals as (
  select as_of, money_sum(sum(net)) as total from metrics.revenue group by as_of
),
members as (
  select
    members.as_of,
    members.dimension,
    coalesce(partners.parent_id, customers.parent_id, members.member_id) as group_id,
    members.member_id,
    members.net
  from metrics.concentration_members as members
  left join facts.partners as partners on partners.partner_id = case when members.dimension = 'partner' then members.member_id end
  left join facts.customers as customers on customers.customer_id = case when members.dimension = 'customer' then members.member_id end
  where members.dimension in ('partner', 'customer')
),
groups as (
  select
    as_of,
    members.dimension,
    members.group_id,
    arg_max(members.member_id, (members.net, members.member_id)) as largest_id,
    sum(members.net) as net,
    round(sum(members.net) / any_value(totals.total), 12) as share
  from members
  join totals using (as_of)
  where totals.total > 0
  group by as_of, members.dimension, members.group_id
),
names as (
  select
    as_of,
    dimension || ' ' || group_id as subject,
    case when dimension = 'partner' then largest_id end as partner_id,
    case when dimension = 'customer' then largest_id end as customer_id,
    share >= getvariable('disclosure_share') as enters,
    share >= .9 * getvariable('disclosure_share') as stays,
    net as size,
    share as seen,
    dimension as detail
  from groups
),
bands as (
  select
    as_of,
    dimension as subject,
    cast(null as varchar) as partner_id,
    cast(null as varchar) as customer_id,
    hhi > getvariable('hhi_moderate_max') and round(hhi - 1.5 / n, 12) >= 0 as enters,
    hhi > .9 * getvariable('hhi_moderate_max') and round(hhi - .9 * 1.5 / n, 12) >= 0 as stays,
    total * cr1 as size,
    hhi as seen,
    'band' as detail
  from metrics.concentration
  where hhi is not null
),
rules as (
  select
    found.* replace (case when found.detail = 'partner' then deals.customer_id else found.customer_id end as customer_id),
    coalesce(deals.share, deals.hhi) as expected,
    deals.deal_id
  from (from names union all from bands) as found
  left join metrics.without_largest_deal as deals
    on deals.as_of = found.as_of and concat_ws(' ', deals.dimension, deals.group_id) = found.subject and deals.is_over
),
-- where most money is not counted, shares of the rest are no news
told as (
  select rules.* from rules join metrics.incomplete_revenue using (as_of) where not incomplete_revenue.incomplete
),
listed as (
  select 'concentration' as kind, * from told semi join (select subject from told where enters) using (subject)
)
select * from listed order by as_of, subject
