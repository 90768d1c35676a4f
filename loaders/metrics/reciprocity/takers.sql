-- question: Which partners take introductions and customers and give none back?
-- definition: Over the evidence window: partners whose share of the exchange is below one half with 95 % certainty (they_owe, as in
--   reciprocity); three or more referrals given and none sent are enough. customer_deals = deals opened in it with the partner on
--   them that we found, or where that is not recorded. rank by given - received.
-- unit: referrals, deals
-- direction: lower is better
-- source: practice of natural partnerships; Brown, Cai & DasGupta (2001), Statistical Science 16:101-133
-- settings: evidence_days
-- grain: one row per as_of and partner that only takes
-- key: as_of, partner_id
-- records: referrals made_on in evidence_days;
--   deals opened_on in evidence_days where coalesce(found_by, 'us') = 'us'
-- formula: given = count(case when referrals.direction = 'given' then 1 end);
--   received = count(case when referrals.direction = 'received' then 1 end)
with days as (
  select day, seen_from, evidence_until from metrics.calendar
),
exchanges as (
  select
    partner_id,
    seen_from,
    evidence_until,
    count(*) filter (direction = 'given') as given,
    count(*) filter (direction = 'received') as received
  from facts.referrals
  join days on day = made_on
  group by partner_id, seen_from, evidence_until
),
referrals as (
  select as_of, partner_id, cast(sum(given) as integer) as given, cast(sum(received) as integer) as received
  from metrics.as_of_dates
  join exchanges on as_of between seen_from and evidence_until
  group by as_of, partner_id
),
askers as (
  select * from referrals
  where given > received and beta_quantile(.95, .5 + received, .5 + given) < .5
),
opened as (
  select partner_id, seen_from, evidence_until, count(*) as deals
  from facts.deal_credits
  join days on day = opened_on
  where partner_id is not null and coalesce(found_by, 'us') = 'us'
  group by partner_id, seen_from, evidence_until
),
deals as (
  select as_of, partner_id, sum(deals) as customer_deals
  from metrics.as_of_dates
  join opened on as_of between seen_from and evidence_until
  group by as_of, partner_id
),
takers as (
  select
    as_of,
    partner_id,
    given,
    received,
    cast(coalesce(customer_deals, 0) as integer) as customer_deals,
    cast(rank() over (partition by as_of order by given - received desc) as integer) as rank
  from askers
  left join deals using (as_of, partner_id)
)
select * from takers order by as_of, rank, partner_id
