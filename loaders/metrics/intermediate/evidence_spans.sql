-- question: Which outcomes count from and until the same dates?
-- definition: The evidence of facts, summed per partner, kind and the three days that say when it counts: counts_from = the day
--   by which it is dated and known; counts_until = the last day of its evidence window; gone_from = the day from which it is
--   hidden again. recent_kept and recent_broken = kept and broken weighted by 2^(-age/half-life) as of counts_from.
-- unit: credits
-- direction: neither
-- source: Josang & Ismail (2002), The Beta Reputation System, Bled eConference
-- settings: evidence_days, half_life_days
-- grain: one row per partner, kind, counts_from, counts_until and gone_from
-- key: partner_id, kind, counts_from, counts_until, gone_from
-- records: deals closed_on where status in ('won', 'lost') and partners > 0 and closed_on <= cast(it.counts_from as date);
--   referrals made_on where direction = 'received' and outcome <> 'pending' and made_on <= cast(it.counts_from as date);
--   tickets opened_on where owner = 'partner' and opened_on <= cast(it.counts_from as date)
with days as (
  select day, known_by, known_until from metrics.calendar
),
dated as (
  select
    evidence.*,
    greatest(dated.known_by, visible.known_by) as counts_from,
    dated.known_until as counts_until,
    hidden.known_by as gone_from
  from facts.evidence as evidence
  join days as dated on dated.day = evidence.dated_on
  join days as visible on visible.day = evidence.visible_on
  left join days as hidden on hidden.day = evidence.hidden_on
),
spans as (
  select
    partner_id,
    kind,
    counts_from,
    counts_until,
    gone_from,
    cast(sum(events) as integer) as events,
    sum(credit) as credit,
    sum(kept) as kept,
    sum(broken) as broken,
    sum(kept_squared) as kept_squared,
    sum(kept * power(2, -(counts_from - dated_on) / getvariable('half_life_days'))) as recent_kept,
    sum(broken * power(2, -(counts_from - dated_on) / getvariable('half_life_days'))) as recent_broken
  from dated
  group by partner_id, kind, counts_from, counts_until, gone_from
)
select * from spans order by all
