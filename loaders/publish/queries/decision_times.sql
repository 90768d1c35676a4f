-- Registrations of the window with how long their decision took, the newest first; each deal once, for its first partner.
with now as (
  select as_of from metrics.as_of_dates where is_current
),
registered as (
  select deadlines.*, now.as_of, coalesce(known_on <= as_of, false) as decided
  from metrics.registration_deadlines as deadlines
  join now on registered_on <= as_of and as_of - registered_on < getvariable('window_days')
),
partners as (
  select deal_id, min(partner_id) as partner_id from facts.deal_credits where partner_id is not null group by deal_id
),
timed as (
  select
    partner_id,
    deal_id,
    registered_on,
    decided,
    case when decided then decided_on else as_of end as until,
    case when decided then decided_on > due_on else due_on < as_of end as late
  from registered
  join partners using (deal_id)
  where not decided or decided_on is not null
)
select
  partner_id as id,
  coalesce(named.name, partner_id) as name,
  cast(len(list_filter(
    generate_series(registered_on + 1, until, interval 1 day), lambda day: dayofweek(day) between 1 and 5
  )) as integer) as days,
  case when not decided and late then 'overdue' when not decided then 'waiting' when late then 'late' else 'in_time' end as state
from timed
left join facts.partners as named using (partner_id)
order by registered_on desc, deal_id
limit 600
