-- question: How does the list of what needs attention itself do?
-- definition: decide and do_now = standing cases per lane; raised = cases raised at the date, moved_up = without a decision for too
--   long; taken_off = snoozed, done or not to be done; decided_share = cases with a decision / all; median_age_days since they were
--   raised; busiest_owner = the most that one account manager has. at_stake over all cases, bounded = the expected loss of all
--   partners and the net of their open deals in conflict, which it never exceeds. not_shown, not_shown_at_stake and
--   not_shown_largest: what leadership's list leaves out, with its sum and its largest.
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
    count(case_id) filter (standing and lane = 'decide') as decide,
    count(case_id) filter (standing and lane = 'do') as do_now,
    count(case_id) filter (raised_on = as_of and is_new) as raised,
    count(case_id) filter (escalated) as moved_up,
    count(case_id) filter (not standing) as taken_off,
    count(case_id) filter (status <> 'open') as decided,
    count(case_id) as cases,
    median(as_of - raised_on) filter (standing) as median_age_days,
    coalesce(sum(at_stake), 0) as at_stake,
    count(case_id) filter (standing and lane = 'decide' and not shown) as not_shown,
    sum(at_stake) filter (standing and lane = 'decide' and not shown) as not_shown_at_stake,
    max(at_stake) filter (standing and lane = 'decide' and not shown) as not_shown_largest
  from metrics.as_of_dates
  left join metrics.cases using (as_of)
  group by as_of
),
summary as (
  select
    as_of,
    cast(decide as integer) as decide,
    cast(do_now as integer) as do_now,
    cast(raised as integer) as raised,
    cast(moved_up as integer) as moved_up,
    cast(taken_off as integer) as taken_off,
    decided / nullif(cases, 0) as decided_share,
    median_age_days,
    cast(coalesce(busiest_owner, 0) as integer) as busiest_owner,
    at_stake,
    loss.expected_loss + coalesce(conflicts.net, 0) as bounded,
    cast(not_shown as integer) as not_shown,
    not_shown_at_stake,
    not_shown_largest
  from counted
  join metrics.loss using (as_of)
  left join busiest using (as_of)
  left join conflicts using (as_of)
)
select * from summary order by as_of
