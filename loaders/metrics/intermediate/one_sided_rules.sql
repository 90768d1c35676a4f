-- question: Which partners meet the rule of one-sidedness, before it is muted if too many meet it?
-- definition: As in metric one_sided, for each partner that received a referral from us in the evidence window; muted if more
--   than half of these would be one-sided.
-- unit: referrals, money in the reporting currency
-- direction: neither
-- source: practice of partnering; Brown, Cai & DasGupta (2001), Statistical Science 16:101-133
-- settings: one_sided_min, one_sided_share
-- grain: one row per as_of and partner that received a referral from us in the evidence window
-- key: as_of, partner_id
with exchanges as (
  select
    as_of,
    partner_id,
    evidence_received as received,
    evidence_given as given,
    evidence_received_value as received_value,
    evidence_given_value as given_value
  from metrics.exchanges
  where evidence_given > 0
),
verdicts as (
  select as_of, partner_id, verdict from metrics.reciprocity
),
bounded as (
  select
    exchanges.*,
    verdicts.verdict,
    beta_quantile(.95, .5 + exchanges.received, .5 + exchanges.given) as share_upper
  from exchanges
  join verdicts using (as_of, partner_id)
),
judged as (
  select
    *,
    given >= getvariable('one_sided_min')
      and share_upper < .5
      and round(received - getvariable('one_sided_share') * given, 9) <= 0
      and round(received_value - given_value, 6) <= 0
      and verdict not in ('balanced', 'we_owe') as one_sided
  from bounded
),
rules as (
  select *, 2 * count(*) filter (one_sided) over (partition by as_of) > count(*) over (partition by as_of) as muted from judged
)
select * from rules order by as_of, partner_id
