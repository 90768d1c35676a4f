-- question: Which informal alliances are ready for a formal agreement?
-- definition: formal_agreement: a partner with a pair of people in alliances that is ready for a formal agreement, for as long
--   as it is; began_on = the day from which the first such pair referred to each other in both directions; size = the number of
--   our people who have exchanged referrals with the partner.
-- unit: people
-- direction: higher is better
-- source: practice of partnering
-- settings: none
-- grain: one row per as_of and partner
-- key: as_of, partner_id
with ready as (
  select as_of, partner_id, min(first_two_way_on) as began_on, max(reps_now) as size
  from metrics.alliances
  where ready_to_formalize
  group by as_of, partner_id
),
listed as (
  select as_of, 'formal_agreement' as kind, partner_id, began_on, cast(size as double) as size from ready
)
select * from listed order by as_of, partner_id
