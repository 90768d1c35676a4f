-- question: Which signals call for action, and which are only the effect of another one?
-- definition: The signals of the signal_ metrics. A signal enters at its entering bound and leaves when it is below its leaving
--   bound: at two dates in a row for rates, at one date for facts (no_contact, registrations, conflicts, reviews). A
--   concentration is a signal for window_days, and only if an earlier date did not have it. raised_on = the first date of its
--   current stretch. met = it is beyond its entering bound at this date; otherwise it is kept because it has not left.
--   subject_id = the parent group, else the partner, customer or dimension concerned. muted_by = the cause of which it is an
--   effect: a pace or a downgrade mutes weak_score; fewer referrals mute fewer deals opened, and these mute fewer deals won; a
--   conflict mutes registration_overdue of the same deal; no_contact mutes review_overdue and every pace; of the concentrations
--   that one deal makes, those of its partners mute the others, or else that of its customer: of those that are met, if any is.
-- unit: size in size_unit; money in the reporting currency
-- direction: neither
-- source: in-house definition; ISA-18.2-2016; EEMUA 191
-- settings: window_days
-- grain: one row per as_of and signal
-- key: as_of, kind, subject
with raised as (
  select * from metrics.signal_stretches
),
named as (
  select
    raised.*,
    coalesce(partners.parent_id, raised.partner_id, raised.customer_id, raised.subject) as subject_id,
    case when raised.partner_id is not null then 'partner' when raised.customer_id is not null then 'customer' else 'dimension' end
      as about
  from raised
  left join (select partner_id, parent_id from facts.partners) as partners on partners.partner_id = raised.partner_id
  where raised.kind <> 'concentration' or raised.is_new and raised.as_of - raised.raised_on < getvariable('window_days')
),
causes as (
  select
    *,
    min(
      case kind when 'below_pace' then 1 when 'deals_below_pace' then 2 when 'wins_below_pace' then 3 end
    ) over subjects as pace,
    bool_or(kind = 'downgrade') over subjects as has_downgrade,
    bool_or(kind = 'no_contact') over subjects as without_contact,
    bool_or(kind = 'conflict') over deals as in_conflict,
    case when kind = 'concentration' and deal_id is not null then
      case about when 'partner' then 1 when 'customer' then 2 else 3 end
    end as nearness,
    coalesce(min(nearness) filter (enters) over deals, min(nearness) over deals) as nearest
  from named
  window subjects as (partition by as_of, partner_id), deals as (partition by as_of, deal_id)
),
signals as (
  select
    as_of,
    kind,
    subject,
    about,
    subject_id,
    partner_id,
    customer_id,
    deal_id,
    case
      -- bands alone are kept: no partner or customer tells of the deal
      when nearness > nearest then 'concentration'
      when partner_id is null then null
      when kind in ('review_overdue', 'below_pace', 'deals_below_pace', 'wins_below_pace') and without_contact then 'no_contact'
      when kind in ('weak_score', 'deals_below_pace', 'wins_below_pace') and pace = 1 then 'below_pace'
      when kind in ('weak_score', 'wins_below_pace') and pace = 2 then 'deals_below_pace'
      when kind = 'weak_score' and pace = 3 then 'wins_below_pace'
      when kind = 'weak_score' and has_downgrade then 'downgrade'
      when kind = 'registration_overdue' and in_conflict then 'conflict'
    end as muted_by,
    coalesce(began_on, case when is_new then raised_on end) as since,
    raised_on,
    size,
    size_unit,
    enters as met,
    seen,
    expected,
    detail,
    money
  from causes
)
select * from signals order by as_of, kind, subject
