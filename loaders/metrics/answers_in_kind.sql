-- question: When we give a partner a referral, does one come back?
-- definition: Of the referrals given at least answer_days ago in the evidence window (lag_given), those that a received one from
--   the same partner follows within answer_days, strictly after the day and up to the last day (lag_returned), their share
--   lag_rate with its Wilson interval (z = 1.6449), and lag_expected, what the partner's own pace gives by chance: the mean of 1
--   - exp(-lambda * answer_days / 365), lambda = its received referrals per year in the evidence window. Only the excess is
--   reciprocity.
-- unit: referrals, and shares
-- direction: lag_rate above lag_expected: higher is better
-- source: Gouldner (1960), American Sociological Review 25:161-178; Wilson (1927), JASA 22:209-212
-- settings: answer_days, evidence_days
-- grain: one row per as_of
-- key: as_of
-- records: referrals made_on in evidence_days
-- formula: lag_rate = lag_returned / nullif(lag_given, 0);
--   lag_lower = wilson_lower(lag_returned, lag_given, 1.6449);
--   lag_upper = wilson_upper(lag_returned, lag_given, 1.6449)
with dates as (
  select as_of from metrics.as_of_dates
),
given as (
  select partner_id, made_on from facts.referrals where direction = 'given'
),
received as (
  select partner_id, made_on from facts.referrals where direction = 'received'
),
followed as (
  select
    given.partner_id,
    given.made_on,
    coalesce(received.made_on - given.made_on <= getvariable('answer_days'), false) as returned
  from given
  asof left join received on received.partner_id = given.partner_id and received.made_on > given.made_on
),
received_counts as (
  select dates.as_of, received.partner_id, count(*) as received
  from dates
  join received on received.made_on <= dates.as_of
  where dates.as_of - received.made_on < getvariable('evidence_days')
  group by dates.as_of, received.partner_id
),
paces as (
  select as_of, partner_id, coalesce(received, 0) / nullif(years, 0) as pace
  from metrics.partners_at
  left join received_counts using (as_of, partner_id)
),
chances as (
  select dates.as_of, followed.returned, 1 - exp(-paces.pace * getvariable('answer_days') / 365) as expected
  from dates
  join followed on dates.as_of - followed.made_on >= getvariable('answer_days')
  join paces on paces.as_of = dates.as_of and paces.partner_id = followed.partner_id
  where dates.as_of - followed.made_on < getvariable('evidence_days')
),
counted as (
  select
    dates.as_of,
    cast(count(returned) as integer) as lag_given,
    cast(count(*) filter (returned) as integer) as lag_returned,
    avg(expected) as lag_expected
  from dates
  left join chances using (as_of)
  group by dates.as_of
),
answers as (
  select
    as_of,
    lag_given,
    lag_returned,
    lag_returned / nullif(lag_given, 0) as lag_rate,
    wilson_lower(lag_returned, lag_given, 1.6449::double) as lag_lower,
    wilson_upper(lag_returned, lag_given, 1.6449::double) as lag_upper,
    lag_expected
  from counted
)
select * from answers order by as_of
