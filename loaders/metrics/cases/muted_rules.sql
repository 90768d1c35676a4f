-- question: Which rules list nobody because they would list more than half?
-- definition: For each rule that lists partners or customers: population = the number to which it applies; met = the number
--   that meets it. A rule that more than half meet is muted: it lists nobody. over_served and under_served apply to partners
--   whose revenue is complete (attention_rules).
-- unit: partners or customers
-- direction: neither
-- source: in-house definition
-- settings: none
-- grain: one row per as_of and rule (one_sided, over_served, under_served, no_contact, customer_no_contact)
-- key: as_of, rule
-- formula: muted = 2 * met > population
with counted as (
  select as_of, 'one_sided' as rule, count(*) as population, count(*) filter (one_sided) as met
  from metrics.one_sided_rules
  group by as_of
  union all
  select as_of, 'over_served' as rule, count(*) filter (weighed) as population, count(*) filter (weighed and served = 'over') as met
  from metrics.attention_rules
  group by as_of
  union all
  select as_of, 'under_served' as rule, count(*) filter (weighed) as population, count(*) filter (weighed and served = 'under') as met
  from metrics.attention_rules
  group by as_of
  union all
  select as_of, 'no_contact' as rule, count(*) filter (active) as population, count(*) filter (no_contact) as met
  from metrics.attention_rules
  group by as_of
  union all
  select as_of, 'customer_no_contact' as rule, count(*) filter (not vital) as population, count(*) filter (no_contact) as met
  from metrics.customer_contacts
  group by as_of
),
rules as (
  select as_of, rule, cast(population as integer) as population, cast(met as integer) as met, 2 * met > population as muted
  from counted
)
select * from rules order by as_of, rule
