-- question: How often did a partner keep and break its promises?
-- definition: Deals (won or lost, credit 1/m), received referrals (accepted or rejected) and tickets that the partner owns (1 -
--   1/2 late - 1/2 reopened; 0 while overdue), known at as_of and dated in the evidence window. kept = sum c*o, broken = sum
--   c*(1-o); recent_kept and recent_broken weigh each by 2^(-age/half-life).
-- unit: credits
-- direction: neither
-- source: Josang & Ismail (2002), The Beta Reputation System, Bled eConference
-- settings: half_life_days
-- grain: one row per as_of, partner and kind with evidence
-- key: as_of, partner_id, kind
-- records: deals closed_on in evidence_days where status in ('won', 'lost') and partners > 0;
--   referrals made_on in evidence_days where direction = 'received' and outcome <> 'pending' and coalesce(answered_on, made_on)
--   <= it.as_of;
--   tickets opened_on where owner = 'partner' and coalesce(resolved_on, due_on) <= it.as_of and it.as_of - coalesce(resolved_on,
--   due_on) < evidence_days
-- formula: credit = kept + broken
with dates as (
  select as_of from metrics.as_of_dates
),
existing as (
  select as_of, partner_id from metrics.partners_at
),
days as (
  select day, known_by, known_until from metrics.calendar
),
spans as (
  select
    evidence.partner_id,
    evidence.kind,
    greatest(dated.known_by, visible.known_by) as counts_from,
    dated.known_until as counts_until,
    hidden.known_by as gone_from,
    sum(events) as events,
    sum(credit) as credit,
    sum(kept) as kept,
    sum(broken) as broken,
    sum(kept_squared) as kept_squared,
    sum(kept * power(2, -(greatest(dated.known_by, visible.known_by) - dated_on) / getvariable('half_life_days'))) as recent_kept,
    sum(broken * power(2, -(greatest(dated.known_by, visible.known_by) - dated_on) / getvariable('half_life_days'))) as recent_broken
  from facts.evidence as evidence
  join days as dated on dated.day = evidence.dated_on
  join days as visible on visible.day = evidence.visible_on
  left join days as hidden on hidden.day = evidence.hidden_on
  group by all
  order by all
),
counted as (
  select
    *,
    unnest(
      list_filter(
        (select list(as_of order by as_of) from dates),
        lambda d : d between counts_from and counts_until and (gone_from is null or d < gone_from)
      )
    ) as as_of
  from spans
),
known as (
  select *, power(2, -(as_of - counts_from) / getvariable('half_life_days')) as weight from counted
),
summed as (
  select
    as_of,
    partner_id,
    kind,
    cast(sum(events) as integer) as events,
    sum(credit) as credit,
    sum(kept) as kept,
    sum(broken) as broken,
    sum(kept_squared) as kept_squared,
    sum(recent_kept * weight) as recent_kept,
    sum(recent_broken * weight) as recent_broken
  from known
  group by as_of, partner_id, kind
),
evidence as (
  select * from summed semi join existing using (as_of, partner_id)
)
select * from evidence order by as_of, partner_id, kind
