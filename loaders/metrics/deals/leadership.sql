-- question: Are deals led by the side that should lead them?
-- definition: The deal should be led by the side that found it and has the strongest relationship; if these differ, by the one
--   with the relationship. wrong_lead = led_by is neither found_by nor relationship_with; aligned = the others. Closed deals of
--   the evidence window that record all three (recorded), each counted once for every partner on it; the row without a partner
--   is the portfolio, each deal once. difference = win rate of aligned deals less that of deals with the wrong lead, with its
--   90% interval diff_lower to diff_upper (Newcombe's method 10); verdict: better or worse if the interval excludes 0, else
--   unclear; empty if either has no cases.
-- unit: deals, and shares
-- direction: wrong_lead_share: lower is better
-- source: practice of channel sales; Newcombe (1998), Statistics in Medicine 17:873-890
-- settings: evidence_days
-- grain: one row per as_of and partner with recorded deals, and one for the portfolio (partner_id empty)
-- key: as_of, partner_id
-- records: deals closed_on in evidence_days where status in ('won', 'lost') and leadership is not null and partners > 0
-- formula: wrong_lead_share = wrong_lead / nullif(recorded, 0)
with deals as (
  select
    deal_id,
    partner_id,
    closed_on,
    status = 'won' as won,
    led_by <> found_by and led_by <> relationship_with as wrong_lead
  from facts.deal_credits
  where partner_id is not null
    and status in ('won', 'lost')
    and led_by is not null
    and found_by is not null
    and relationship_with is not null
),
counted as (
  select deal_id, partner_id, closed_on, won, wrong_lead from deals
  union all
  select distinct deal_id, cast(null as varchar) as partner_id, closed_on, won, wrong_lead from deals
),
spans as (
  select
    counted.partner_id,
    calendar.seen_from,
    calendar.evidence_until,
    count(*) as recorded,
    count(*) filter (counted.wrong_lead) as wrong_lead,
    count(*) filter (counted.won) as won,
    count(*) filter (counted.won and counted.wrong_lead) as wrong_lead_won
  from counted
  join metrics.calendar as calendar on calendar.day = counted.closed_on
  group by counted.partner_id, calendar.seen_from, calendar.evidence_until
),
summed as (
  select
    as_of_dates.as_of,
    spans.partner_id,
    sum(spans.recorded) as recorded,
    sum(spans.recorded - spans.wrong_lead) as aligned,
    sum(spans.wrong_lead) as wrong_lead,
    sum(spans.won - spans.wrong_lead_won) as aligned_won,
    sum(spans.wrong_lead_won) as wrong_lead_won
  from metrics.as_of_dates
  join spans on as_of_dates.as_of between spans.seen_from and spans.evidence_until
  group by as_of_dates.as_of, spans.partner_id
),
complete as (
  from summed
  union all
  select as_of, null, 0, 0, 0, 0, 0
  from metrics.as_of_dates
  where as_of not in (select as_of from summed)
),
leadership as (
  select
    as_of,
    partner_id,
    cast(recorded as integer) as recorded,
    cast(aligned as integer) as aligned,
    cast(wrong_lead as integer) as wrong_lead,
    cast(aligned_won as integer) as aligned_won,
    cast(wrong_lead_won as integer) as wrong_lead_won,
    wrong_lead / nullif(recorded, 0) as wrong_lead_share,
    cast(aligned_won / nullif(aligned, 0) - wrong_lead_won / nullif(wrong_lead, 0) as double) as difference,
    cast(newcombe_lower(aligned_won, aligned, wrong_lead_won, wrong_lead, 1.6449::double) as double) as diff_lower,
    cast(newcombe_upper(aligned_won, aligned, wrong_lead_won, wrong_lead, 1.6449::double) as double) as diff_upper
  from complete
),
compared as (
  select *, rate_verdict(diff_lower, diff_upper) as verdict from leadership
)
select * from compared order by as_of, partner_id nulls first
