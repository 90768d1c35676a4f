-- question: Do we give a partner as we get?
-- definition: Referrals received R and given G in the window, whatever became of them. balance = (R-G)/(R+G); reciprocated = 2
--   min(R,G)/(R+G); null without exchange. share_lower and share_upper: 5 % and 95 % points of Beta(1/2+R, 1/2+G). verdict:
--   no_exchange; we_owe if lower > .5; they_owe if upper < .5; balanced from balanced_from referrals on; else too_few_to_say.
--   received_value = net of the won deals that received referrals of the window led to, each deal once, for its earliest
--   referral; given_value = value of given referrals accepted by as_of; a negative sum counts as 0. balance_value and
--   reciprocated_value as above.
-- unit: referrals; shares; money in the reporting currency
-- direction: balance: nearer to 0 is better; reciprocated: higher is better
-- source: Squartini et al. (2013), Scientific Reports 3:2729; Jeffreys prior: Brown, Cai & DasGupta (2001), Statistical Science
--   16:101-133
-- settings: window_days, balanced_from
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
with partners as (
  select as_of, partner_id from metrics.partners_at
),
referrals as (
  select dates.as_of, referrals.*
  from metrics.as_of_dates as dates
  join facts.referrals as referrals on referrals.made_on <= dates.as_of
  where dates.as_of - referrals.made_on < getvariable('window_days')
),
firsts as (
  select distinct on (deal_id) deal_id, referral_id
  from facts.referrals
  where direction = 'received' and deal_id is not null
  order by deal_id, made_on, referral_id
),
won as (
  select distinct deal_id, closed_on, net from facts.deal_credits where status = 'won'
),
results as (
  select firsts.referral_id, won.closed_on, cast(won.net as double) as net
  from firsts
  join won using (deal_id)
),
exchanged as (
  select
    referrals.as_of,
    referrals.partner_id,
    cast(count(*) filter (direction = 'received') as integer) as received,
    cast(count(*) filter (direction = 'given') as integer) as given,
    greatest(coalesce(sum(net) filter (results.closed_on <= referrals.as_of), 0), 0) as received_value,
    coalesce(
      sum(cast(value as double)) filter (
        direction = 'given' and outcome = 'accepted' and coalesce(answered_on, made_on) <= referrals.as_of
      ),
      0
    ) as given_value
  from referrals
  left join results using (referral_id)
  group by referrals.as_of, referrals.partner_id
),
counted as (
  select
    as_of,
    partner_id,
    coalesce(received, 0) as received,
    coalesce(given, 0) as given,
    coalesce(received_value, 0) as received_value,
    coalesce(given_value, 0) as given_value
  from partners
  left join exchanged using (as_of, partner_id)
),
bounded as (
  select
    *,
    beta_quantile(.05, .5 + received, .5 + given) as share_lower,
    beta_quantile(.95, .5 + received, .5 + given) as share_upper
  from counted
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
      when received + given >= getvariable('balanced_from') then 'balanced'
      else 'too_few_to_say'
    end as verdict,
    received_value,
    given_value,
    (received_value - given_value) / nullif(received_value + given_value, 0) as balance_value,
    2 * least(received_value, given_value) / nullif(received_value + given_value, 0) as reciprocated_value
  from bounded
)
select * from reciprocity order by as_of, partner_id
