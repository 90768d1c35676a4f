-- question: How much of a rep's pipeline did the rep or the rep's partners bring?
-- definition: Deals of the rep that are open at as_of. brought_by_partner = the partner found it; brought_by_lead = otherwise,
--   a received referral to the rep led to it by as_of; own_share = both as a share of the deals whose origin is known
--   (recorded: found_by is recorded, or there is such a referral). own_value_share is the same by value (deal_spans); deals
--   without a value in the reporting currency are left out of values.
-- unit: deals, shares, money in the reporting currency
-- direction: own_share: higher is better
-- source: practice of informal alliances
-- settings: none
-- grain: one row per as_of and rep with open deals
-- key: as_of, rep_id
-- records: deals opened_on where closed_on is null or closed_on > it.as_of
-- formula: own_share = (brought_by_partner + brought_by_lead) / nullif(recorded, 0);
--   own_value_share = own_value / nullif(value, 0)
with leads as (
  select deal_id, to_person as rep_id, min(made_on) as led_on
  from facts.referrals
  where direction = 'received' and deal_id is not null and to_person is not null
  group by deal_id, to_person
),
open as (
  select
    dates.as_of,
    deals.rep_id,
    spans.value,
    coalesce(deals.found_by = 'partner', false) as by_partner,
    coalesce(leads.led_on <= dates.as_of, false) as by_lead,
    deals.found_by is not null as found
  from facts.deal_profiles as deals
  join (select deal_id, value from metrics.deal_spans) as spans using (deal_id)
  join metrics.as_of_dates as dates
    on dates.as_of < coalesce(deals.closed_on, date 'infinity')
    and dates.as_of >= deals.opened_on
  left join leads using (deal_id, rep_id)
  where deals.rep_id is not null
),
summed as (
  select
    as_of,
    rep_id,
    count(*) as deals,
    count(*) filter (found or by_lead) as recorded,
    count(*) filter (by_partner) as brought_by_partner,
    count(*) filter (by_lead and not by_partner) as brought_by_lead,
    sum(value) filter (found or by_lead) as value,
    sum(value) filter (by_partner or by_lead) as own_value
  from open
  group by as_of, rep_id
),
pipeline as (
  select
    as_of,
    rep_id,
    cast(deals as integer) as deals,
    cast(recorded as integer) as recorded,
    cast(brought_by_partner as integer) as brought_by_partner,
    cast(brought_by_lead as integer) as brought_by_lead,
    (brought_by_partner + brought_by_lead) / nullif(recorded, 0) as own_share,
    cast(value as double) as value,
    cast(case when value is not null then coalesce(own_value, 0) end as double) as own_value,
    cast(coalesce(own_value, 0) / nullif(value, 0) as double) as own_value_share
  from summed
)
select * from pipeline order by as_of, rep_id
