-- Registrations of the window with how long their decision took, the newest first; each deal once, for its first partner.
with now as (
  select as_of from metrics.as_of_dates where is_current
),
registered as (
  select deadlines.*, now.as_of, coalesce(deadlines.known_on <= now.as_of, false) as decided
  from metrics.registration_deadlines as deadlines
  join now on deadlines.registered_on <= now.as_of and now.as_of - deadlines.registered_on < getvariable('window_days')
),
partners as (
  select deal_id, min(partner_id) as partner_id from facts.deal_credits where partner_id is not null group by deal_id
),
timed as (
  select
    partners.partner_id,
    deal_id,
    registered.registered_on,
    registered.decided,
    case when registered.decided then registered.decided_on else registered.as_of end as until,
    case when registered.decided then registered.decided_on > registered.due_on else registered.due_on < registered.as_of end as late
  from registered
  join partners using (deal_id)
  where not registered.decided or registered.decided_on is not null
)
select
  partner_id as id,
  coalesce(named.name, partner_id) as name,
  cast(len(list_filter(
    generate_series(timed.registered_on + 1, timed.until, interval 1 day), lambda day: dayofweek(day) between 1 and 5
  )) as integer) as days,
  case
    when not timed.decided and timed.late then 'overdue'
    when not timed.decided then 'waiting'
    when timed.late then 'late'
    else 'in_time'
  end as state
from timed
left join metrics.partner_names as named using (partner_id)
order by timed.registered_on desc, timed.deal_id
limit 600
