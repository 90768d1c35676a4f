-- question: What did a partner and we send each other, in the revenue window and in the evidence window?
-- definition: Referrals received and given on days of the window, whatever came of them, and their value by as_of
--   (referral_values), a negative sum counting as 0; the columns evidence_… are the same over the evidence window.
-- unit: referrals; money in the reporting currency
-- direction: neither
-- source: in-house definition
-- settings: evidence_days, window_days
-- grain: one row per as_of and partner that exists
-- key: as_of, partner_id
-- records: referrals made_on in evidence_days
with partners as (
  select as_of, partner_id from metrics.partners_at
),
days as (
  select day, seen_from, window_until, evidence_until from metrics.calendar
),
spans as (
  select
    referrals.partner_id,
    days.seen_from,
    days.window_until,
    days.evidence_until,
    count(*) filter (referrals.direction = 'received') as received,
    count(*) filter (referrals.direction = 'given') as given,
    null as received_value,
    null as given_value
  from facts.referrals as referrals
  join days on days.day = referrals.made_on
  group by referrals.partner_id, days.seen_from, days.window_until, days.evidence_until
  union all
  select
    valued.partner_id,
    known.seen_from,
    made.window_until,
    made.evidence_until,
    0 as received,
    0 as given,
    sum(cast(valued.received_value as decimal(28, 10))) as received_value,
    sum(cast(valued.given_value as decimal(28, 10))) as given_value
  from metrics.referral_values as valued
  join days as made on made.day = valued.made_on
  join days as known on known.day = valued.known_on
  group by valued.partner_id, known.seen_from, made.window_until, made.evidence_until
),
exchanged as (
  select
    dates.as_of,
    spans.partner_id,
    sum(spans.received) filter (dates.as_of <= spans.window_until) as received,
    sum(spans.given) filter (dates.as_of <= spans.window_until) as given,
    sum(spans.received_value) filter (dates.as_of <= spans.window_until) as received_value,
    sum(spans.given_value) filter (dates.as_of <= spans.window_until) as given_value,
    sum(spans.received) filter (dates.as_of <= spans.evidence_until) as evidence_received,
    sum(spans.given) filter (dates.as_of <= spans.evidence_until) as evidence_given,
    sum(spans.received_value) filter (dates.as_of <= spans.evidence_until) as evidence_received_value,
    sum(spans.given_value) filter (dates.as_of <= spans.evidence_until) as evidence_given_value
  from metrics.as_of_dates as dates
  join spans on dates.as_of >= spans.seen_from and dates.as_of <= greatest(spans.window_until, spans.evidence_until)
  group by dates.as_of, spans.partner_id
),
exchanges as (
  select
    partners.as_of,
    partners.partner_id,
    cast(coalesce(exchanged.received, 0) as integer) as received,
    cast(coalesce(exchanged.given, 0) as integer) as given,
    cast(greatest(coalesce(exchanged.received_value, 0), 0) as double) as received_value,
    cast(greatest(coalesce(exchanged.given_value, 0), 0) as double) as given_value,
    cast(coalesce(exchanged.evidence_received, 0) as integer) as evidence_received,
    cast(coalesce(exchanged.evidence_given, 0) as integer) as evidence_given,
    cast(greatest(coalesce(exchanged.evidence_received_value, 0), 0) as double) as evidence_received_value,
    cast(greatest(coalesce(exchanged.evidence_given_value, 0), 0) as double) as evidence_given_value
  from partners
  left join exchanged using (as_of, partner_id)
)
select * from exchanges order by as_of, partner_id
