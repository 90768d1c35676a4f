-- question: Since when have a partner's referrals been declining?
-- definition: Poisson CUSUM over received referrals in buckets of 30 days counted back from as_of, as far as they lie after the
--   reference, the first 365 days of the partner's history in the evidence window. pace = the mean of a bucket in the
--   reference, mu0 = (shape + seen) / (rate + 1) * 30 / 365 with the gamma moments of all partners' references. cusum = C of
--   the newest bucket, C = max(0, C before + mu0 / 2 / ln 2 - seen), the test for half the pace. A decline is dated when C
--   reaches ln 60 / ln 2: signalled_on = the last day of the bucket in which it first did since C was 0; began_on = the first
--   day of the bucket in which C left 0. It dates a decline and raises no alarm.
-- unit: referrals per 30 days, days
-- direction: cusum: lower is better
-- source: Page (1954), Biometrika 41:100-115; Lucas (1985), Technometrics 27:129-144
-- settings: evidence_days
-- grain: one row per as_of and partner with a reference and at least one bucket after it
-- key: as_of, partner_id
-- records: referrals made_on in evidence_days where direction = 'received'
-- a number is found faster than a text
with numbers as (
  select partner_id, cast(row_number() over (order by partner_id) as integer) as number from facts.partners
),
partners as (
  select
    partners_at.as_of,
    partner_id,
    numbers.number,
    cast(round(partners_at.years * 365) as integer) as days,
    cast((round(partners_at.years * 365) - 365) // 30 as integer) as buckets
  from metrics.partners_at
  join numbers using (partner_id)
  where round(partners_at.years * 365) >= 395
),
totals as (
  select numbers.number, referrals.made_on, sum(count(*)) over (partition by numbers.number order by referrals.made_on) as total
  from facts.referrals
  join numbers using (partner_id)
  where referrals.direction = 'received'
  group by numbers.number, referrals.made_on
),
asked as (
  select as_of, number, 'bucket' as edge, as_of - cast(30 * unnest(range(buckets + 1)) as integer) as day from partners
  union all
  select as_of, number, 'before' as edge, as_of - getvariable('evidence_days') as day from partners
  union all
  select as_of, number, 'after' as edge, as_of - days + 365 as day from partners
),
edges as (
  select asked.*, cast(coalesce(totals.total, 0) as double) as total
  from asked
  asof left join totals on totals.number = asked.number and totals.made_on <= asked.day
),
-- totals grow with the days, so that the largest is the newest
starts as (
  select
    as_of,
    number,
    max(total) filter (edge = 'after') - max(total) filter (edge = 'before') as seen,
    list_reverse_sort(list(total) filter (edge = 'bucket')) as totals
  from edges
  group by as_of, number
),
priors as (
  select as_of, gamma_prior(list(seen order by number), list(1.0::double order by number)) as prior
  from starts
  group by as_of
),
paces as (
  select
    as_of,
    partners.partner_id,
    partners.buckets,
    starts.totals,
    (priors.prior.shape + starts.seen) / (priors.prior.rate + 1) * 30 / 365 as pace
  from starts
  join partners using (as_of, number)
  join priors using (as_of)
),
runs as (
  select *, decline_of(totals, [pace, ln(60) / ln(2)]) as run from paces
),
declines as (
  select
    as_of,
    partner_id,
    pace,
    buckets,
    run.level as cusum,
    case when run.signal is not null then as_of - cast(30 * (buckets - run."from" + 1) as integer) + 1 end as began_on,
    as_of - cast(30 * (buckets - run.signal) as integer) as signalled_on
  from runs
)
select * from declines order by as_of, partner_id
