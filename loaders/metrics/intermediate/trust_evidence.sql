-- question: How many outcomes of a partner were good and bad?
-- definition: Deals (won or lost, credit 1/m), received referrals (accepted or rejected) and tickets that the partner owns (1 -
--   1/2 if late - 1/2 if reopened; 0 while overdue), known at as_of and dated in the evidence window. kept = sum of the good
--   part, c*o; broken = sum of the bad part, c*(1-o); recent_kept and recent_broken weight each by 2^(-age/half-life).
-- unit: credits
-- direction: neither
-- source: Josang & Ismail (2002), The Beta Reputation System, Bled eConference
-- settings: half_life_days
-- grain: one row per day of trust_dates, partner and kind with evidence
-- key: as_of, partner_id, kind
-- records: deals closed_on in evidence_days where status in ('won', 'lost') and partners > 0;
--   referrals made_on in evidence_days where direction = 'received' and outcome <> 'pending' and coalesce(answered_on, made_on)
--   <= it.as_of;
--   tickets opened_on where owner = 'partner' and coalesce(resolved_on, due_on) <= it.as_of and it.as_of - coalesce(resolved_on,
--   due_on) < evidence_days
-- formula: credit = kept + broken
with dates as (
  select as_of from metrics.trust_dates
),
starts as (
  select partner_id, started_on from facts.partner_starts
),
spans as (
  select * from metrics.evidence_spans
),
-- how long a span counts, once for all partners: its dates, and the weight that its sums have at each
spells as (
  select
    spells.counts_from,
    spells.counts_until,
    spells.gone_from,
    list(dates.as_of order by dates.as_of) as dates,
    list(power(2, -(dates.as_of - spells.counts_from) / getvariable('half_life_days')) order by dates.as_of) as weights
  from (select distinct counts_from, counts_until, gone_from from spans) as spells
  join dates on dates.as_of between spells.counts_from
    and spells.counts_until
    and (spells.gone_from is null or dates.as_of < spells.gone_from)
  group by spells.counts_from, spells.counts_until, spells.gone_from
),
-- a number groups faster than two texts
keys as (
  select partner_id, kind, row_number() over (order by partner_id, kind) as key from (select distinct partner_id, kind from spans)
),
known as (
  select
    keys.key,
    cast(spans.events as double) as events,
    spans.credit,
    spans.kept,
    spans.broken,
    spans.kept_squared,
    spans.recent_kept,
    spans.recent_broken,
    unnest(spells.dates) as as_of,
    unnest(spells.weights) as weight
  from spans
  join keys using (partner_id, kind)
  join spells
    on spells.counts_from = spans.counts_from
    and spells.counts_until = spans.counts_until
    and spells.gone_from is not distinct from spans.gone_from
),
summed as (
  select
    as_of,
    key,
    cast(sum(events) as integer) as events,
    sum(credit) as credit,
    sum(kept) as kept,
    sum(broken) as broken,
    sum(kept_squared) as kept_squared,
    sum(recent_kept * weight) as recent_kept,
    sum(recent_broken * weight) as recent_broken
  from known
  group by as_of, key
),
evidence as (
  select summed.as_of, partner_id, keys.kind, summed.* exclude (as_of, key)
  from summed
  join keys using (key)
  join starts using (partner_id)
  where starts.started_on is null or starts.started_on <= summed.as_of
)
select * from evidence order by as_of, partner_id, kind
