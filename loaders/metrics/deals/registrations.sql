-- question: Are registrations decided in time, and are they honoured?
-- definition: Deals registered in the window, by what was known at as_of: approved, rejected, waiting. due = the second
--   business day (Monday to Friday) after the registration; in_time = decided by it; late = decided after it, or still waiting
--   when it is over; a decision without a day is in neither. expired = approved and still open registration_days after the
--   registration. both_sides, opened_against = those in registration_conflicts. Each deal counts for every partner on it; the
--   row without a partner is the portfolio, each deal once.
-- unit: deals, and shares
-- direction: in_time_share: higher is better; expired, both_sides, opened_against: lower is better
-- source: rules of engagement in channel sales
-- settings: window_days, registration_days
-- grain: one row per as_of and partner with registrations, and one for the portfolio (partner_id empty) where there are any
-- key: as_of, partner_id
-- records: deals registered_on in window_days where partners > 0
-- formula: registered = count(deals.deal_id);
--   in_time_share = in_time / nullif(in_time + late, 0)
with registered as (
  select * from metrics.registration_deadlines
),
counted as (
  select deal_credits.partner_id, registered.* from registered join facts.deal_credits using (deal_id)
  union all
  select cast(null as varchar) as partner_id, registered.* from registered
),
conflicts as (
  select as_of, deal_id, bool_or(kind = 'both_sides') as both_sides, bool_or(kind = 'opened_against') as opened_against
  from metrics.registration_conflicts
  group by as_of, deal_id
),
known as (
  select
    dates.as_of,
    counted.*,
    coalesce(counted.known_on <= dates.as_of, false) as decided,
    coalesce(counted.decided_on <= counted.due_on and counted.decided_on <= dates.as_of, false) as in_time
  from counted
  join metrics.calendar as calendar on calendar.day = counted.registered_on
  join metrics.as_of_dates as dates on dates.as_of between calendar.seen_from and calendar.window_until
),
summed as (
  select
    as_of,
    known.partner_id,
    count(*) as registered,
    count(*) filter (known.decided and known.approved) as approved,
    count(*) filter (known.decided and not known.approved) as rejected,
    count(*) filter (not known.decided) as waiting,
    count(*) filter (known.in_time) as in_time,
    count(*) filter (known.due_on < as_of and not known.decided or known.decided and known.decided_on > known.due_on) as late,
    count(*) filter (
      known.decided and known.approved and known.outlived and as_of - known.registered_on > getvariable('registration_days')
    ) as expired,
    count(*) filter (conflicts.both_sides) as both_sides,
    count(*) filter (conflicts.opened_against) as opened_against
  from known
  left join conflicts using (as_of, deal_id)
  group by as_of, known.partner_id
),
registrations as (
  select
    as_of,
    partner_id,
    cast(registered as integer) as registered,
    cast(approved as integer) as approved,
    cast(rejected as integer) as rejected,
    cast(waiting as integer) as waiting,
    cast(in_time as integer) as in_time,
    cast(late as integer) as late,
    in_time / nullif(in_time + late, 0) as in_time_share,
    cast(expired as integer) as expired,
    cast(both_sides as integer) as both_sides,
    cast(opened_against as integer) as opened_against
  from summed
)
select * from registrations order by as_of, partner_id nulls first
