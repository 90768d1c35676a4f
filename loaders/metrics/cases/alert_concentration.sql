-- question: Where has revenue come to rest on few?
-- definition: A partner or customer, with those of its group, that brings disclosure_share of all revenue or more (subject: dimension
--   and group; no partner where the group is none of them), and a dimension whose band is high (subject: dimension). size = the net of the group, or of the largest member;
--   likelihood = of partners, the part of size that p_silent expects to lose; of customers and reps, the same over all partners;
--   value = size.
-- unit: money in the reporting currency, shares, probabilities
-- direction: neither
-- source: FASB ASC 280-10-50-42; 2023 Merger Guidelines, section 2.1
-- settings: none
-- grain: one row per as_of and subject
-- key: as_of, subject
-- records: partners
with usual as (
  select as_of, coalesce(sum(expected_loss) / nullif(sum(revenue), 0), 0) as chance from metrics.risk group by as_of
),
groups as (
  select as_of, coalesce(parent_id, partner_id) as group_id, sum(expected_loss) / nullif(sum(revenue), 0) as chance
  from metrics.risk
  join facts.partners using (partner_id)
  group by all
),
names as (
  select
    as_of,
    dimension || ' ' || group_id as subject,
    known.partner_id,
    case when dimension = 'customer' then group_id end as customer_id,
    net as size,
    share as seen,
    dimension as detail,
    coalesce(case when dimension = 'partner' then groups.chance end, usual.chance) as likelihood
  from metrics.disclosures
  join usual using (as_of)
  left join groups using (as_of, group_id)
  left join facts.partners as known on dimension = 'partner' and known.partner_id = group_id
),
bands as (
  select
    as_of,
    dimension as subject,
    cast(null as varchar) as partner_id,
    cast(null as varchar) as customer_id,
    total * cr1 as size,
    hhi as seen,
    'band' as detail,
    chance as likelihood
  from metrics.concentration
  join usual using (as_of)
  where band = 'high'
),
listed as (
  select as_of, 'concentration' as kind, subject, partner_id, customer_id, size, seen, detail, likelihood, size as value from names
  union all
  select as_of, 'concentration' as kind, subject, partner_id, customer_id, size, seen, detail, likelihood, size as value from bands
),
-- where most money is not counted, shares of the rest are no news
told as (
  select listed.* from listed join metrics.incomplete_revenue using (as_of) where not incomplete
)
select * from told order by as_of, subject
