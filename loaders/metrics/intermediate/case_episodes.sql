-- question: Which signals belong to one case, and when was it raised?
-- definition: Signals that are not muted, grouped by partner (partners under one parent together), customer of record or
--   dimension. main = the first of them, causes before effects; at_stake = p_silent times the revenue of its partners, plus
--   the expected value of their open deals in conflict; empty if only hours, referrals or people are concerned. known_at_stake
--   = the same, without what no past year tells the probability of (inactivity.known); weighs = what cases are ranked by:
--   at_stake, with the whole revenue where its probability is not known. of_leadership = a concentration; a pace below the
--   partner's own, a downgrade or no contact of a partner with material_share of revenue or more; a conflict over a deal of
--   that size; or a partner that is both one-sided and over-served. raised_on = the first of the consecutive dates that have
--   it; absent_on = the date before them. case_id = the first 16 hex digits of the md5 of what the case is about, never of a
--   date.
-- unit: money in the reporting currency
-- direction: neither
-- source: in-house definition
-- settings: material_share, over_served_min_hours
-- grain: one row per as_of and case
-- key: as_of, case_id
with signals as (
  select
    signals.*,
    risk.share,
    list_position(
      [
        'below_pace', 'deals_below_pace', 'wins_below_pace', 'downgrade', 'conflict', 'no_contact', 'concentration',
        'registration_overdue', 'wrong_lead', 'one_sided', 'over_served', 'we_return_fewer', 'weak_score', 'formal_agreement'
      ],
      signals.kind
    ) as priority
  from metrics.case_signals as signals
  left join metrics.risk as risk on risk.as_of = signals.as_of and risk.partner_id = signals.partner_id
  where signals.muted_by is null and signals.kind not in ('review_overdue', 'customer_no_contact')
),
totals as (
  select as_of, sum(revenue) as total from metrics.risk group by as_of
),
gathered as (
  select
    as_of,
    signals.about,
    signals.subject_id,
    first(signals order by signals.priority, signals.size desc nulls last, signals.subject) as main,
    list(distinct signals.kind order by signals.kind) as kinds,
    list(distinct signals.kind order by signals.kind) filter (signals.met) as met_kinds,
    min(signals.since) as since,
    sum(signals.money) as in_conflict,
    bool_or(
      signals.kind = 'concentration'
        or signals.kind in ('below_pace', 'deals_below_pace', 'wins_below_pace', 'downgrade', 'no_contact')
        and round(signals.share, 12) >= getvariable('material_share')
        or signals.kind = 'conflict' and signals.size >= getvariable('material_share') * totals.total
    )
      or bool_or(signals.kind = 'one_sided')
      and bool_or(signals.kind = 'over_served' and signals.size >= getvariable('over_served_min_hours')) as of_leadership
  from signals
  join totals using (as_of)
  group by as_of, signals.about, signals.subject_id
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
    list_filter(gathered.kinds, lambda k: k = gathered.main.kind or coalesce(list_contains(gathered.met_kinds, k), false))
      as told_kinds,
    left(md5('case/' || gathered.about || '/' || subject_id), 16) as case_id,
    -- null only where neither is there
    coalesce(losses.expected_loss + gathered.in_conflict, losses.expected_loss, gathered.in_conflict) as at_stake,
    coalesce(losses.known_loss + gathered.in_conflict, losses.known_loss, gathered.in_conflict) as known_at_stake,
    coalesce(losses.weighs + gathered.in_conflict, losses.weighs, gathered.in_conflict) as weighs,
    dates.place,
    dates.is_current,
    dates.date_before,
    cast(dates.place - row_number() over (partition by gathered.about, subject_id order by dates.place) as integer) as stretch
  from gathered
  join dates using (as_of)
  left join metrics.case_losses as losses using (as_of, about, subject_id)
),
raised as (
  select
    *,
    first(as_of) over episode as raised_on,
    first(date_before) over episode as absent_on,
    first(date_before) over episode is not null as is_new
  from placed
  window episode as (partition by case_id, stretch order by place rows between unbounded preceding and unbounded following)
)
select * from raised order by as_of, case_id
