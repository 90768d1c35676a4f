-- question: Since when have a partner's leads been declining?
-- definition: Poisson CUSUM over received referrals in buckets of 30 d back from as_of, as far as they lie after the reference, the
--   first 365 d of the partner's history in the evidence window. pace = the mean of a bucket in the reference, mu0 = (shape + seen) /
--   (rate + 1) * 30 / 365 with the gamma moments of all partners' references. cusum = C of the newest bucket, C = max(0, C before +
--   mu0 / 2 / ln 2 - seen), the test for half the pace. A decline is dated when C reaches ln 60 / ln 2: signalled_on = the last day
--   of the bucket in which it first did since C was 0, began_on = the first day of the bucket in which C left 0. It dates a decline
--   and raises no alarm.
-- unit: referrals per 30 days, days
-- direction: cusum: lower is better
-- source: Page (1954), Biometrika 41:100-115; Lucas (1985), Technometrics 27:129-144
-- settings: evidence_days
-- grain: one row per as_of and partner with a reference and at least one bucket after it
with partners as (
  select as_of, partner_id, cast(round(years * 365) as integer) as days, cast((round(years * 365) - 365) // 30 as integer) as buckets
  from metrics.partners_at
  where round(years * 365) >= 395
),
received as (
  select partner_id, made_on, count(*) as referrals
  from facts.referrals
  where direction = 'received'
  group by partner_id, made_on
),
aged as (
  select as_of, partner_id, days, buckets, cast(as_of - made_on as integer) as age, referrals
  from partners
  join received using (partner_id)
  where made_on <= as_of and as_of - made_on < getvariable('evidence_days')
),
starts as (
  select
    partners.as_of,
    partners.partner_id,
    any_value(partners.buckets) as buckets,
    cast(coalesce(sum(referrals) filter (age >= partners.days - 365), 0) as double) as seen
  from partners
  left join aged using (as_of, partner_id)
  group by partners.as_of, partners.partner_id
),
priors as (
  select as_of, gamma_prior(list(seen order by partner_id), list(1.0::double order by partner_id)) as prior
  from starts
  group by as_of
),
paces as (
  select as_of, partner_id, buckets, (prior.shape + seen) / (prior.rate + 1) * 30 / 365 as pace
  from starts
  join priors using (as_of)
),
places as (
  select as_of, partner_id, pace, buckets, unnest(range(buckets)) as back from paces
),
counts as (
  select as_of, partner_id, age // 30 as back, sum(referrals) as referrals from aged group by all
),
steps as (
  select as_of, partner_id, pace, buckets, list(pace / 2 / ln(2) - coalesce(referrals, 0) order by back desc) as steps
  from places
  left join counts using (as_of, partner_id, back)
  group by as_of, partner_id, pace, buckets
),
levels as (
  select as_of, partner_id, pace, buckets, unnest(range(buckets)) + 1 as bucket, unnest(cusum(steps)) as level from steps
),
runs as (
  select *, max(bucket) filter (level = 0) over (partition by as_of, partner_id) as last_zero from levels
),
signals as (
  select
    as_of,
    partner_id,
    pace,
    buckets,
    last(level order by bucket) as cusum,
    coalesce(any_value(last_zero), 0) + 1 as first_bucket,
    min(bucket) filter (bucket > coalesce(last_zero, 0) and level >= ln(60) / ln(2)) as signal_bucket
  from runs
  group by as_of, partner_id, pace, buckets
),
declines as (
  select
    as_of,
    partner_id,
    pace,
    cast(buckets as integer) as buckets,
    cusum,
    case when signal_bucket is not null then as_of - cast(30 * (buckets - first_bucket + 1) as integer) + 1 end as began_on,
    case when signal_bucket is not null then as_of - cast(30 * (buckets - signal_bucket) as integer) end as signalled_on
  from signals
)
select * from declines order by as_of, partner_id
