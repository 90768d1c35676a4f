-- question: Who entered and who left group A since the last quarter?
-- definition: entered = in class A now and not at the end of the quarter before; left = the reverse.
-- unit: partners
-- direction: neither
-- source: in-house definition
-- settings: none
-- grain: one row per as_of and partner that moved
-- key: as_of, partner_id
with vital as (
  select as_of, partner_id from metrics.segments where abc = 'A'
),
quarters as (
  select * from metrics.quarters_before
),
entered as (
  select quarters.as_of, quarters.before, vital.partner_id, 'entered' as move
  from quarters
  join vital on vital.as_of = quarters.as_of
  where not exists (from vital as earlier where earlier.as_of = quarters.before and earlier.partner_id = vital.partner_id)
),
gone as (
  select quarters.as_of, quarters.before, vital.partner_id, 'left' as move
  from quarters
  join vital on vital.as_of = quarters.before
  where not exists (from vital as later where later.as_of = quarters.as_of and later.partner_id = vital.partner_id)
),
moves as (
  select as_of, partner_id, move, before from entered
  union all
  select as_of, partner_id, move, before from gone
)
select * from moves order by as_of, move, partner_id
