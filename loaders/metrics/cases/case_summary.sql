-- question: How well is the list of what needs attention handled?
-- definition: decide and do_now = open cases per lane; raised = cases raised at the date; moved_up = cases without a decision
--   for too long; taken_off = cases snoozed, done or not to be done; decided_share = cases with a decision / all cases;
--   median_age_days since they were raised; busiest_owner = the most cases that one account manager has. at_stake is the sum
--   over all cases; it never exceeds bounded, the expected loss of all partners plus the net of their open deals in conflict.
--   not_shown, not_shown_at_stake and not_shown_largest = the cases that leadership's list leaves out: their number, sum and
--   largest, as far as a past year tells how likely inactivity is.
-- unit: cases, days, money in the reporting currency
-- direction: lower is better
-- source: ISA-18.2-2016; EEMUA 191
-- settings: none
-- grain: one row per as_of
-- key: as_of
with owners as (
  select as_of, owner_id, count(*) as cases from metrics.cases where standing and lane = 'do' group by as_of, owner_id
),
busiest as (
  select as_of, max(cases) as busiest_owner from owners group by as_of
),
conflicts as (
  select as_of, sum(size) filter (money is not null) as net from metrics.case_signals where kind = 'conflict' group by as_of
),
counted as (
  select
    as_of,
    count(cases.case_id) filter (cases.standing and cases.lane = 'decide') as decide,
    count(cases.case_id) filter (cases.standing and cases.lane = 'do') as do_now,
    count(cases.case_id) filter (cases.raised_on = as_of and cases.is_new) as raised,
    count(cases.case_id) filter (cases.escalated) as moved_up,
    count(cases.case_id) filter (not cases.standing) as taken_off,
    count(cases.case_id) filter (cases.status <> 'open') as decided,
    count(cases.case_id) as cases,
    median(as_of - cases.raised_on) filter (cases.standing) as median_age_days,
    coalesce(sum(cases.at_stake), 0) as at_stake,
    count(cases.case_id) filter (cases.standing and cases.lane = 'decide' and not cases.shown) as not_shown,
    sum(cases.known_at_stake) filter (cases.standing and cases.lane = 'decide' and not cases.shown) as not_shown_at_stake,
    max(cases.known_at_stake) filter (cases.standing and cases.lane = 'decide' and not cases.shown) as not_shown_largest
  from metrics.as_of_dates
  left join metrics.cases using (as_of)
  group by as_of
),
summary as (
  select
    as_of,
    cast(counted.decide as integer) as decide,
    cast(counted.do_now as integer) as do_now,
    cast(counted.raised as integer) as raised,
    cast(counted.moved_up as integer) as moved_up,
    cast(counted.taken_off as integer) as taken_off,
    counted.decided / nullif(counted.cases, 0) as decided_share,
    counted.median_age_days,
    cast(coalesce(busiest.busiest_owner, 0) as integer) as busiest_owner,
    counted.at_stake,
    loss.expected_loss + coalesce(conflicts.net, 0) as bounded,
    cast(counted.not_shown as integer) as not_shown,
    counted.not_shown_at_stake,
    counted.not_shown_largest
  from counted
  join metrics.loss using (as_of)
  left join busiest using (as_of)
  left join conflicts using (as_of)
)
select * from summary order by as_of
