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
  select * from facts.referrals
),
days as (
  select day, seen_from, window_until from metrics.calendar
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
values_known as (
  select referrals.partner_id, made_on, greatest(made_on, won.closed_on) as known_on, net as received_value, null as given_value
  from firsts
  join won using (deal_id)
  join referrals using (referral_id)
  union all
  select partner_id, made_on, greatest(made_on, coalesce(answered_on, made_on)) as known_on, null as received_value, value as given_value
  from referrals
  where direction = 'given' and outcome = 'accepted'
),
spans as (
  select
    partner_id,
    seen_from,
    window_until,
    count(*) filter (direction = 'received') as received,
    count(*) filter (direction = 'given') as given,
    null as received_value,
    null as given_value
  from referrals
  join days on day = made_on
  group by partner_id, seen_from, window_until
  union all
  select
    partner_id,
    known.seen_from,
    made.window_until,
    0 as received,
    0 as given,
    sum(received_value) as received_value,
    sum(given_value) as given_value
  from values_known
  join days as made on made.day = made_on
  join days as known on known.day = known_on
  group by partner_id, known.seen_from, made.window_until
),
exchanged as (
  select
    as_of,
    partner_id,
    cast(sum(received) as integer) as received,
    cast(sum(given) as integer) as given,
    cast(greatest(coalesce(sum(received_value), 0), 0) as double) as received_value,
    cast(greatest(coalesce(sum(given_value), 0), 0) as double) as given_value
  from metrics.as_of_dates
  join spans on as_of between seen_from and window_until
  group by as_of, partner_id
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
