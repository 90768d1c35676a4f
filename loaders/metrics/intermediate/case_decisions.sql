-- question: Which decision applies to a case, and has the case returned since?
-- definition: made = the latest decision since the case was raised, by the date, about the case at the last date on or before
--   the decision, else at the first date after it. returns = on the day until, when at_stake (or else the size) is
--   worsens_ratio times what it was then, or with a signal of another kind.
-- unit: money in the reporting currency
-- direction: neither
-- source: in-house definition; ISA-18.2-2016
-- settings: worsens_ratio
-- grain: one row per as_of and case; made is empty where nothing was decided
-- key: as_of, case_id
with raised as (
  select * from metrics.case_episodes
),
-- the decision that holds at the date, and the case as it was at the last date on or before it, else at the first
decided as (
  select
    raised.as_of,
    raised.case_id,
    arg_max(decisions, decisions.decided_on) as made,
    max(decisions.decided_on) as decided_on
  from raised
  join facts.decisions as decisions
    on decisions.case_id = raised.case_id
    and (decisions.decided_on <= raised.as_of or raised.is_current)
    and (raised.absent_on is null or decisions.decided_on > raised.absent_on)
  group by raised.as_of, raised.case_id
),
compared as (
  select
    decided.as_of,
    decided.case_id,
    first(
      earlier
      order by
        earlier.as_of > decided.decided_on,
        case when earlier.as_of > decided.decided_on then earlier.place else -earlier.place end
    ) as then
  from decided
  join raised as latest using (as_of, case_id)
  join raised as earlier
    on earlier.case_id = decided.case_id
    and earlier.raised_on = latest.raised_on
    and earlier.as_of <= decided.as_of
  group by decided.as_of, decided.case_id
),
judged as (
  select
    raised.as_of,
    raised.case_id,
    decided.made,
    coalesce(
      decided.made.until <= raised.as_of
        or case
          when coalesce(compared.then.at_stake, 0) > 0
            then raised.at_stake >= getvariable('worsens_ratio') * compared.then.at_stake
          else compared.then.main.kind = raised.main.kind and compared.then.main.size > 0
            and raised.main.size >= getvariable('worsens_ratio') * compared.then.main.size
        end
        or not list_has_all(compared.then.kinds, raised.kinds),
      false
    ) as returns
  from raised
  left join decided using (as_of, case_id)
  left join compared using (as_of, case_id)
)
select * from judged order by as_of, case_id
