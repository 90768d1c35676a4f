-- question: Which partners use far more support than their revenue share, and which have had no contact?
-- definition: hours of tickets and activities in the window, with their share next to the share of revenue. excess_hours =
--   hours beyond over_served_ratio times the revenue share; served: over from over_served_min_hours of these; under if the
--   revenue share is at least over_served_ratio times the share of hours and there was no contact for no_contact_days; else
--   fair; empty if no hours or no revenue is recorded. last_contact_on = the latest contact or business (dealings). ignored: a
--   won deal in the window and no contact for no_contact_days, if activities are recorded; a rule that more than half of its
--   partners would meet lists nobody (muted_rules).
-- unit: hours, shares, days
-- direction: days_since_contact: lower is better
-- source: in-house definition
-- settings: none
-- grain: one row per as_of and partner
-- key: as_of, partner_id
-- formula: days_since_contact = as_of - last_contact_on;
--   service_share = service_hours.service_share
with rules as (
  select * from metrics.attention_rules
),
attention as (
  select
    as_of,
    partner_id,
    ticket_hours,
    activity_hours,
    hours,
    service_share,
    value_share,
    excess_hours,
    case
      when served is null then null
      when served = 'over' and not over_muted then 'over'
      when served = 'under' and not under_muted then 'under'
      else 'fair'
    end as served,
    last_contact_on,
    days_since_contact,
    no_contact and not no_contact_muted as ignored
  from rules
)
select * from attention order by as_of, partner_id
