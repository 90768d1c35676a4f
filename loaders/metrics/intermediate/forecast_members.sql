-- question: For which groups of partners is revenue forecast, and who belongs to each?
-- definition: All partners, by class as of that day, and each partner with at least forecast_deals_min won deals of known value.
-- unit: partners
-- direction: neither
-- source: in-house definition
-- settings: forecast_deals_min
-- grain: one row per as_of, level (all, class, partner), member and partner
-- key: as_of, level, member, partner_id
with members as (
  select as_of, partner_id, 'all' as level, 'all' as member from metrics.partners_at
  union all
  select as_of, partner_id, 'class', abc from metrics.segments
  union all
  select as_of, partner_id, 'partner', partner_id from metrics.wins where sized_deals >= getvariable('forecast_deals_min')
)
select * from members order by as_of, level, member, partner_id
