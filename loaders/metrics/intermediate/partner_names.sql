-- question: What is a partner called where two have the same name?
-- definition: Its name; where another partner has the same name, followed by its id in brackets. An id with an e-mail address
--   in it is not shown: such a partner has its place among those of its name.
-- unit: none
-- direction: neither
-- source: in-house definition
-- settings: none
-- grain: one row per partner
-- key: partner_id
-- records: partners
with partners as (
  select partner_id, name from facts.partners
),
counted as (
  select
    *,
    count(*) over (partition by name) as alike,
    row_number() over (partition by name order by partner_id) as place
  from partners
),
names as (
  select
    partner_id,
    case
      when alike = 1 then name
      when contains(partner_id, '@') then concat(name, ' (', place, ')')
      else concat(name, ' (', partner_id, ')')
    end as name
  from counted
)
select * from names order by partner_id
