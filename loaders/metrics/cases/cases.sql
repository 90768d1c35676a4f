-- question: What needs a decision, who takes it, and what could be lost?
-- definition: One case per partner (partners under one parent together), customer of record or dimension, with its signals.
--   kind = the first signal, causes before effects; met = that signal is beyond its entering bound at this date; told_kinds =
--   it, and the further ones that are. at_stake = p_silent times the revenue of its partners, plus the expected value of
--   their open deals in conflict; empty if only hours, referrals or people are concerned. known_at_stake = the same, without
--   what no past year tells the probability of. Lane decide (leadership): a concentration; a pace below the partner's own, a
--   downgrade or no contact of a partner with material_share of revenue or more; a conflict over a deal of that size; or a
--   partner that is both one-sided and over-served. Lane do (owner_id, the account manager): all others. The latest decision
--   since the case was raised applies: snoozed, done and wont_do take it off the list; it returns on the day until, when
--   at_stake (or else size) is worsens_ratio times what it was, or with a signal of another kind. If decisions are recorded,
--   a case that has been open for escalation_days without one goes up to leadership. rank per lane (and owner) by at_stake,
--   with the whole revenue where its probability is not known; shown = within decide_max and do_max. case_id is made from
--   what the case is about, never from a date.
-- unit: money in the reporting currency; size in size_unit
-- direction: lower is better
-- source: in-house definition; ISA-18.2-2016; EEMUA 191
-- settings: decide_max, do_max, escalation_days
-- grain: one row per as_of and case
-- key: as_of, case_id
with lanes as (
  select
    episodes.*,
    decisions.made,
    case
      when decisions.made is null then 'open'
      when decisions.made.decision = 'acknowledged' then 'acknowledged'
      when decisions.returns then 'returned'
      else decisions.made.decision
    end as status,
    partners.manager_id as owner_id
  from metrics.case_episodes as episodes
  left join metrics.case_decisions as decisions using (as_of, case_id)
  left join facts.partners as partners on partners.partner_id = episodes.main.partner_id
),
in_use as (
  select min(decided_on) as used_from from facts.decisions
),
placed_in_lanes as (
  select
    lanes.*,
    lanes.status in ('open', 'acknowledged', 'returned') as standing,
    not lanes.of_leadership
      and lanes.status = 'open'
      and lanes.as_of - lanes.main.raised_on >= getvariable('escalation_days')
      and coalesce(in_use.used_from <= lanes.as_of or lanes.is_current and in_use.used_from is not null, false) as escalated
  from lanes
  cross join in_use
),
ranked as (
  select
    *,
    case when of_leadership or escalated then 'decide' else 'do' end as lane,
    case when standing then
      row_number() over (
        partition by as_of, of_leadership or escalated, case when not (of_leadership or escalated) then owner_id end, standing
        order by round(weighs, 6) desc nulls last, main.priority, main.size desc nulls last, case_id
      )
    end as rank
  from placed_in_lanes
),
cases as (
  select
    as_of,
    case_id,
    about,
    subject_id,
    main.partner_id as partner_id,
    main.customer_id as customer_id,
    owner_id,
    lane,
    escalated,
    main.kind as kind,
    list_aggregate(kinds, 'string_agg', ', ') as kinds,
    list_aggregate(told_kinds, 'string_agg', ', ') as told_kinds,
    coalesce(main.since, since) as since,
    raised_on,
    is_new,
    at_stake,
    known_at_stake,
    main.met as met,
    main.size as size,
    main.size_unit as size_unit,
    main.seen as seen,
    main.expected as expected,
    main.detail as detail,
    main.deal_id as deal_id,
    main.customer_id as deal_customer_id,
    status,
    standing,
    made.by as decided_by,
    made.decided_on as decided_on,
    made.until as until,
    made.note as note,
    cast(rank as integer) as rank,
    coalesce(rank <= case lane when 'decide' then getvariable('decide_max') else getvariable('do_max') end, false) as shown
  from ranked
)
select * from cases order by as_of, standing desc, lane, rank, case_id
