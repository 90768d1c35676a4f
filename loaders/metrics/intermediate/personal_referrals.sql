-- question: Which of our people and which of a partner's are behind each referral?
-- definition: Referrals that name both people: us_person = ours, them_person = the partner's, by the direction of the referral.
-- unit: referrals
-- direction: neither
-- source: in-house definition
-- settings: none
-- grain: one row per referral between two persons
-- key: referral_id
-- records: referrals where referral_id = it.referral_id
with referrals as (
  select
    referral_id,
    partner_id,
    direction,
    made_on,
    case direction when 'received' then to_person else from_person end as us_person,
    case direction when 'received' then from_person else to_person end as them_person
  from facts.referrals
  where from_person <> to_person
)
select * from referrals order by referral_id
