-- question: Who has a share in a deal, and what is it worth?
-- definition: A deal with m partners credits each of them 1/m (equal split; Shapley 1953); a deal with no partner is direct revenue, a row with no partner and credit 1.
--   Partners are those of deal_partners where it names any for the deal, else deals.partner_id.
--   net = amount - refunded, in the reporting currency: a deal in another currency is converted with the rate of the month in which it closed; with no such rate it is excluded (net empty).
-- grain: one row per deal and partner
-- settings: reporting_currency
with deals as (
  select * from facts.deals
),
named as (
  select deal_id, partner_id, joined_on from facts.deal_partners
),
credited as (
  select deal_id, partner_id, joined_on from named
  union all
  select deals.deal_id, deals.partner_id, cast(null as date) as joined_on
  from deals
  where deals.partner_id is not null
    and not exists (select 1 from named where named.deal_id = deals.deal_id)
),
shares as (
  select
    deal_id,
    partner_id,
    joined_on,
    count(*) over (partition by deal_id) as partners
  from credited
),
rates as (
  select month, currency, per_unit from facts.rates
),
valued as (
  select
    deals.*,
    case
      when deals.currency is null or deals.currency = reporting.currency then cast(1 as decimal(20, 10))
      else rates.per_unit
    end as per_unit
  from deals
  cross join facts.reporting as reporting
  left join rates
    on rates.currency = deals.currency
    and rates.month = cast(date_trunc('month', deals.closed_on) as date)
),
credits as (
  select
    cast(valued.deal_id as string) as deal_id,
    cast(shares.partner_id as string) as partner_id,
    cast(valued.customer_id as string) as customer_id,
    cast(valued.rep_id as string) as rep_id,
    cast(coalesce(valued.region, customers.region) as string) as region,
    cast(valued.opened_on as date) as opened_on,
    cast(valued.closed_on as date) as closed_on,
    cast(valued.status as string) as status,
    cast(coalesce(shares.partners, 0) as integer) as partners,
    cast(1.0 as double) / coalesce(shares.partners, 1) as credit,
    cast((valued.amount - coalesce(valued.refunded, 0)) * valued.per_unit as decimal(28, 10)) as net,
    cast((valued.amount - coalesce(valued.refunded, 0)) * valued.per_unit as double) / coalesce(shares.partners, 1) as credited_net,
    valued.closed_on is not null and valued.per_unit is null as excluded,
    cast(valued.led_by as string) as led_by,
    cast(valued.found_by as string) as found_by,
    cast(valued.relationship_with as string) as relationship_with,
    cast(shares.joined_on as date) as joined_on
  from valued
  left join shares on shares.deal_id = valued.deal_id
  left join facts.customers as customers on customers.customer_id = valued.customer_id
)
select * from credits order by deal_id, partner_id nulls first
