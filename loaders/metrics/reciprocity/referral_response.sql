-- question: When we send a partner a referral, do we get one back?
-- definition: Of the referrals given at least response_days ago in the evidence window (lag_given), those after which the same
--   partner sent one within response_days, strictly after the day and up to the last day (lag_returned); their share lag_rate
--   with its Wilson interval (z = 1.6449); and lag_expected, the share that the partner's own pace gives by chance: the mean of
--   1 - exp(-lambda * response_days / 365), lambda = its received referrals per year in the evidence window. Only the excess is
--   reciprocity: lag_excess = (returned - given * (1 - (1 - response_days / days)^received), summed over partners) / lag_given,
--   with the chance of none that is right on average where lambda is itself counted from few. One referral received answers
--   all those sent in the days before it, so referrals sent are not independent: lag_excess_lower and lag_excess_upper are the
--   excess -+ 1.6449 times the root of the sum over partners of their squared excess.
-- unit: referrals, and shares
-- direction: lag_rate above lag_expected: higher is better
-- source: Gouldner (1960), American Sociological Review 25:161-178; Wilson (1927), JASA 22:209-212; Liang & Zeger (1986),
--   Biometrika 73:13-22
-- settings: evidence_days, response_days
-- grain: one row per as_of
-- key: as_of
-- records: referrals made_on in evidence_days
-- formula: lag_rate = lag_returned / nullif(lag_given, 0);
--   lag_lower = wilson_lower(lag_returned, lag_given, 1.6449);
--   lag_upper = wilson_upper(lag_returned, lag_given, 1.6449)
with given as (
  select partner_id, made_on from facts.referrals where direction = 'given'
),
received as (
  select partner_id, made_on from facts.referrals where direction = 'received'
),
followed as (
  select
    given.partner_id, given.made_on,
    coalesce(received.made_on - given.made_on <= getvariable('response_days'), false) as returned
  from given
  asof left join received on received.partner_id = given.partner_id and received.made_on > given.made_on
),
received_spans as (
  select received.partner_id, calendar.seen_from, calendar.evidence_until, count(*) as received
  from received
  join metrics.calendar as calendar on calendar.day = received.made_on
  group by received.partner_id, calendar.seen_from, calendar.evidence_until
),
received_counts as (
  select dates.as_of, received_spans.partner_id, sum(received_spans.received) as received
  from metrics.as_of_dates as dates
  join received_spans on dates.as_of between received_spans.seen_from and received_spans.evidence_until
  group by dates.as_of, received_spans.partner_id
),
followed_spans as (
  select followed.partner_id, judged.seen_from, made.evidence_until, count(*) as given, count(*) filter (followed.returned) as returned
  from followed
  join metrics.calendar as made on made.day = followed.made_on
  join metrics.calendar as judged on judged.day = followed.made_on + getvariable('response_days')
  group by followed.partner_id, judged.seen_from, made.evidence_until
),
followed_counts as (
  select dates.as_of, followed_spans.partner_id, sum(followed_spans.given) as given, sum(followed_spans.returned) as returned
  from metrics.as_of_dates as dates
  join followed_spans on dates.as_of between followed_spans.seen_from and followed_spans.evidence_until
  group by dates.as_of, followed_spans.partner_id
),
chances as (
  select
    as_of,
    partner_id,
    followed_counts.given,
    followed_counts.returned,
    1 - exp(-coalesce(received_counts.received, 0) / nullif(partners_at.years, 0) * getvariable('response_days') / 365) as expected,
    case when partners_at.years > 0 then followed_counts.returned - followed_counts.given
      * (1 - power(greatest(1 - getvariable('response_days') / 365 / partners_at.years, 0), coalesce(received_counts.received, 0)))
      end as excess
  from followed_counts
  join metrics.partners_at using (as_of, partner_id)
  left join received_counts using (as_of, partner_id)
),
counted as (
  select
    as_of,
    cast(coalesce(sum(chances.given), 0) as integer) as lag_given,
    cast(coalesce(sum(chances.returned), 0) as integer) as lag_returned,
    sum(chances.given * chances.expected order by chances.partner_id)
      / sum(chances.given) filter (chances.expected is not null) as lag_expected,
    sum(chances.excess order by chances.partner_id) as excess,
    sqrt(sum(power(chances.excess, 2) order by chances.partner_id)) as spread
  from metrics.as_of_dates as dates
  left join chances using (as_of)
  group by as_of
),
answers as (
  select
    as_of,
    lag_given,
    lag_returned,
    lag_returned / nullif(lag_given, 0) as lag_rate,
    wilson_lower(lag_returned, lag_given, 1.6449::double) as lag_lower,
    wilson_upper(lag_returned, lag_given, 1.6449::double) as lag_upper,
    lag_expected,
    excess / nullif(lag_given, 0) as lag_excess,
    (excess - 1.6449 * spread) / nullif(lag_given, 0) as lag_excess_lower,
    (excess + 1.6449 * spread) / nullif(lag_given, 0) as lag_excess_upper
  from counted
)
select * from answers order by as_of
