-- question: What needs a decision, who takes it, and what can be lost?
-- definition: One case per partner (those under one parent together), customer of record or dimension, with its signals inside; it is
--   about the first of them (kind), causes before effects. at_stake = p_silent times the revenue of its partners, plus the expected
--   value of their open deals in conflict; null where only hours, referrals or people are concerned. lane decide (leadership): a
--   concentration; referrals below pace, a downgrade or no contact of a partner with material_share of revenue or more; a conflict
--   over a deal of that size; or one-sided and over-served at once. Others are the account manager's to do (lane
--   do, owner_id). The latest decision since the case was raised holds: snoozed, done and wont_do take it off the list; it
--   returns on the day until, when at_stake (or else size) is worsens_ratio times what it was, or with a signal of another kind.
--   Where decisions are recorded, one open for escalation_days without one goes up to leadership. rank per lane (and owner) by
--   at_stake; shown = within decide_max and do_max. case_id = the first 16 hex digits of md5 of what it is about, never of a date.
-- unit: money in the reporting currency; size in size_unit
-- direction: lower is better
-- source: in-house definition; ISA-18.2-2016; EEMUA 191
-- settings: material_share, over_served_min_hours, decide_max, do_max, escalation_days, worsens_ratio
-- grain: one row per as_of and case
-- key: as_of, case_id
with signals as (
  select
    signals.*,
    risk.expected_loss,
    risk.share,
    list_position(
      [
        'below_pace', 'downgrade', 'conflict', 'no_contact', 'concentration', 'registration_overdue', 'wrong_lead', 'one_sided',
        'over_served', 'we_return_fewer', 'weak_score', 'formal_agreement'
      ],
      kind
    ) as priority,
    kind not in ('one_sided', 'over_served', 'formal_agreement') and signals.partner_id is not null as of_revenue
  from metrics.case_signals as signals
  left join metrics.risk as risk on risk.as_of = signals.as_of and risk.partner_id = signals.partner_id
  where muted_by is null and kind not in ('review_overdue', 'customer_no_contact')
),
totals as (
  select as_of, sum(revenue) as total from metrics.risk group by as_of
),
partners as (
  select as_of, subject_id, bool_or(of_revenue) as of_revenue, any_value(expected_loss) as expected_loss
  from signals
  where partner_id is not null
  group by as_of, subject_id, partner_id
),
losses as (
  select as_of, subject_id, sum(expected_loss) filter (of_revenue) as expected_loss
  from partners
  group by as_of, subject_id
),
gathered as (
  select
    as_of,
    about,
    subject_id,
    first(signals order by priority, size desc nulls last, subject) as main,
    list(distinct kind order by kind) as kinds,
    min(since) as since,
    sum(money) as in_conflict,
    bool_or(
      kind = 'concentration'
        or kind in ('below_pace', 'downgrade', 'no_contact') and round(share, 12) >= getvariable('material_share')
        or kind = 'conflict' and size >= getvariable('material_share') * total
    )
      or bool_or(kind = 'one_sided')
      and bool_or(kind = 'over_served' and size >= getvariable('over_served_min_hours')) as of_leadership
  from signals
  join totals using (as_of)
  group by as_of, about, subject_id
),
dates as (
  select
    as_of,
    is_current,
    cast(row_number() over (order by as_of) as integer) as place,
    lag(as_of) over (order by as_of) as date_before
  from metrics.as_of_dates
),
placed as (
  select
    gathered.*,
    left(md5('case/' || about || '/' || subject_id), 16) as case_id,
    case when expected_loss is not null or in_conflict is not null then coalesce(expected_loss, 0) + coalesce(in_conflict, 0) end
      as at_stake,
    place,
    is_current,
    date_before,
    place - row_number() over (partition by about, subject_id order by place) as stretch
  from gathered
  join dates using (as_of)
  left join losses using (as_of, subject_id)
),
raised as (
  select
    *,
    first(as_of) over episode as raised_on,
    first(date_before) over episode as absent_on,
    first(date_before) over episode is not null as is_new
  from placed
  window episode as (partition by case_id, stretch order by place rows between unbounded preceding and unbounded following)
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
    first(earlier order by earlier.as_of > decided.decided_on, case when earlier.as_of > decided.decided_on then earlier.place else -earlier.place end) as then
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
    raised.*,
    made,
    coalesce(
      made.until <= raised.as_of
        or case
          when coalesce(compared.then.at_stake, 0) > 0
            then raised.at_stake >= getvariable('worsens_ratio') * compared.then.at_stake
          else compared.then.main.kind = main.kind and compared.then.main.size > 0
            and main.size >= getvariable('worsens_ratio') * compared.then.main.size
        end
        or not list_has_all(compared.then.kinds, raised.kinds),
      false
    ) as returns
  from raised
  left join decided using (as_of, case_id)
  left join compared using (as_of, case_id)
),
lanes as (
  select
    judged.*,
    case
      when made is null then 'open'
      when made.decision = 'acknowledged' then 'acknowledged'
      when returns then 'returned'
      else made.decision
    end as status,
    partners.manager_id as owner_id
  from judged
  left join facts.partners as partners on partners.partner_id = judged.main.partner_id
),
in_use as (
  select min(decided_on) as used_from from facts.decisions
),
placed_in_lanes as (
  select
    lanes.*,
    status in ('open', 'acknowledged', 'returned') as standing,
    not of_leadership
      and status = 'open'
      and as_of - main.raised_on >= getvariable('escalation_days')
      and coalesce(used_from <= as_of or is_current and used_from is not null, false) as escalated
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
        order by round(at_stake, 6) desc nulls last, main.priority, main.size desc nulls last, case_id
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
    coalesce(main.since, since) as since,
    raised_on,
    is_new,
    at_stake,
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
