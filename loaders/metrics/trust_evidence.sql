-- question: How often did a partner keep and break its promises?
-- definition: Deals (won or lost, credit 1/m), received referrals (accepted or rejected) and tickets that the partner owns (1 -
--   1/2 late - 1/2 reopened; 0 while overdue), known at as_of and dated in the evidence window. kept = sum c*o, broken = sum
--   c*(1-o); recent_kept and recent_broken weigh each by 2^(-age/half-life).
-- unit: credits
-- direction: neither
-- source: Josang & Ismail (2002), The Beta Reputation System, Bled eConference
-- settings: evidence_days, half_life_days
-- grain: one row per as_of, partner and kind with evidence
with dates as (
  select as_of from metrics.as_of_dates
),
existing as (
  select as_of, partner_id from metrics.partners_at
),
known as (
  select dates.as_of, evidence.*, power(2, -(dates.as_of - evidence.dated_on) / getvariable('half_life_days')) as weight
  from dates
  join facts.evidence as evidence
    on evidence.visible_on <= dates.as_of
    and (evidence.hidden_on is null or evidence.hidden_on > dates.as_of)
  where evidence.dated_on <= dates.as_of and dates.as_of - evidence.dated_on < getvariable('evidence_days')
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
    sum(kept * weight) as recent_kept,
    sum(broken * weight) as recent_broken
  from known
  semi join existing using (as_of, partner_id)
  group by as_of, partner_id, kind
)
select * from summed order by as_of, partner_id, kind
