-- question: Which partners exist at the as-of date, and since when?
-- definition: A partner exists from the earlier of joined_on and its first record (deal opened, referral made, ticket opened);
--   one with neither always exists. years = days since then within the evidence window / 365, or the whole window if the day is
--   not known. name as in partner_names. An agreement is in force from agreed_on, or always if that day is not recorded.
-- unit: days_since_joined in days, years in years
-- direction: neither
-- source: in-house definition
-- settings: evidence_days
-- grain: one row per as_of and partner that exists
-- key: as_of, partner_id
-- records: partners
-- formula: days_since_joined = as_of - started_on
with dates as (
  select as_of from metrics.as_of_dates
),
partners as (
  select * from facts.partners
),
starts as (
  select partner_id, started_on from facts.partner_starts
),
names as (
  select partner_id, name from metrics.partner_names
),
existing as (
  select
    dates.as_of,
    partners.partner_id,
    starts.started_on,
    cast(dates.as_of - starts.started_on as integer) as days_since_joined,
    names.name,
    partners.kind,
    partners.tier,
    partners.region,
    partners.parent_id,
    partners.manager_id,
    case when partners.agreed_on is null or partners.agreed_on <= dates.as_of then partners.agreement end as agreement
  from dates
  cross join partners
  left join starts using (partner_id)
  join names using (partner_id)
  where starts.started_on is null or starts.started_on <= dates.as_of
),
aged as (
  select *, least(coalesce(days_since_joined, getvariable('evidence_days')), getvariable('evidence_days')) / 365 as years
  from existing
)
select * from aged order by as_of, partner_id
