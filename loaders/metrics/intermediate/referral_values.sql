-- question: What value did a referral lead to, and since when is it known?
-- definition: received_value = the net of the won deal to which a received referral led, each deal once, for its earliest
--   referral (by id on the same day); given_value = the value of a given referral that was accepted. known_on = the day since
--   when it is known: the deal closed, the referral was answered, or it was made if that is later.
-- unit: money in the reporting currency
-- direction: neither
-- source: in-house definition
-- settings: none
-- grain: one row per referral that led to a value
-- key: referral_id
-- records: referrals where referral_id = it.referral_id
with referrals as (
  select * from facts.referrals
),
firsts as (
  select distinct on (deal_id) deal_id, referral_id
  from referrals
  where direction = 'received' and deal_id is not null
  order by deal_id, made_on, referral_id
),
won as (
  select distinct deal_id, closed_on, net from facts.deal_credits where status = 'won'
),
received as (
  select
    referrals.referral_id,
    referrals.partner_id,
    referrals.made_on,
    greatest(referrals.made_on, won.closed_on) as known_on,
    cast(won.net as double) as received_value,
    cast(null as double) as given_value
  from firsts
  join won using (deal_id)
  join referrals using (referral_id)
),
given as (
  select
    referral_id,
    partner_id,
    made_on,
    greatest(made_on, coalesce(answered_on, made_on)) as known_on,
    cast(null as double) as received_value,
    cast(value as double) as given_value
  from referrals
  where direction = 'given' and outcome = 'accepted'
),
referral_values as (
  select * from received
  union all
  select * from given
)
select * from referral_values order by referral_id
