-- question: Is the exchange of referrals with a partner balanced?
-- definition: Referrals received R and given G in the window, whatever came of them. balance = (R-G)/(R+G); reciprocated = 2
--   min(R,G)/(R+G); empty without exchange. share_lower and share_upper: 5% and 95% points of Beta(1/2+R, 1/2+G). verdict:
--   no_exchange; we_owe if lower > .5; they_owe if upper < .5; balanced from balanced_min referrals on; else too_few_to_say.
--   received_value = net of the won deals to which received referrals of the window led, each deal once, for its earliest
--   referral; given_value = value of given referrals accepted by as_of; a negative sum counts as 0. balance_value and
--   reciprocated_value as above.
-- unit: referrals; shares; money in the reporting currency
-- direction: balance: nearer to 0 is better; reciprocated: higher is better
-- source: Squartini et al. (2013), Scientific Reports 3:2729; Jeffreys prior: Brown, Cai & DasGupta (2001), Statistical Science
--   16:101-133
-- settings: balanced_min
-- grain: one row per as_of and partner
-- key: as_of, partner_id
-- records: referrals made_on in window_days
-- formula: received = count(case when referrals.direction = 'received' then 1 end);
--   given = count(case when referrals.direction = 'given' then 1 end);
--   balance = (received - given) / nullif(received + given, 0);
--   reciprocated = 2 * least(received, given) / nullif(received + given, 0);
--   share_lower = beta_quantile(.05, .5 + received, .5 + given);
--   share_upper = beta_quantile(.95, .5 + received, .5 + given);
--   balance_value = (received_value - given_value) / nullif(received_value + given_value, 0)
with counted as (
  select as_of, partner_id, received, given, received_value, given_value from metrics.exchanges
),
-- the same counts have the same bounds, so that these are computed once for each
bounds as (
  select
    received,
    given,
    beta_quantile(.05, .5 + received, .5 + given) as share_lower,
    beta_quantile(.95, .5 + received, .5 + given) as share_upper
  from (select distinct received, given from counted) as exchanges
),
bounded as (
  select * from counted join bounds using (received, given)
),
reciprocity as (
  select
    as_of,
    partner_id,
    received,
    given,
    (received - given) / nullif(received + given, 0) as balance,
    2 * least(received, given) / nullif(received + given, 0) as reciprocated,
    share_lower,
    share_upper,
    case
      when received + given = 0 then 'no_exchange'
      when share_lower > .5 then 'we_owe'
      when share_upper < .5 then 'they_owe'
      when received + given >= getvariable('balanced_min') then 'balanced'
      else 'too_few_to_say'
    end as verdict,
    received_value,
    given_value,
    (received_value - given_value) / nullif(received_value + given_value, 0) as balance_value,
    2 * least(received_value, given_value) / nullif(received_value + given_value, 0) as reciprocated_value
  from bounded
)
select * from reciprocity order by as_of, partner_id
