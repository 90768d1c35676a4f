-- question: What has a partner won with us?
-- definition: Won deals closed in the evidence window: wins = sum of credits c; recent_wins = sum c * 2^(-age/half-life). Sums
--   for the size of its deals, over those not held out: sized_deals, sized_credit = sum c, sized_net = sum c*net, sized_squares =
--   sum c*net^2. net = sum of its share of the net of won deals closed in the revenue window, negative as it may be; deals = how
--   many those are.
-- unit: credits, and money in the reporting currency
-- direction: higher is better
-- source: Shapley (1953), Contributions to the Theory of Games II: equal split is the value of the unanimity game
-- settings: evidence_days, window_days, half_life_days
-- grain: one row per as_of and partner that exists
-- key: as_of, partner_id
-- records: deals closed_on in evidence_days where status = 'won' and partners > 0
-- formula: wins = coalesce(sum(deals.credit), 0)
with partners as (
  select as_of, partner_id from metrics.partners_at
),
credits as (
  select partner_id, closed_on, credit, cast(net as double) as net, credited_net
  from facts.deal_credits
  where status = 'won' and partner_id is not null
),
won as (
  select dates.as_of, credits.*, dates.as_of - closed_on as age, dates.as_of - closed_on < getvariable('window_days') as in_window
  from metrics.as_of_dates as dates
  join credits on credits.closed_on <= dates.as_of
  where dates.as_of - closed_on < greatest(getvariable('evidence_days'), getvariable('window_days'))
),
summed as (
  select
    as_of,
    partner_id,
    sum(credit) filter (age < getvariable('evidence_days')) as wins,
    sum(credit * power(2, -age / getvariable('half_life_days'))) filter (age < getvariable('evidence_days')) as recent_wins,
    count(net) filter (age < getvariable('evidence_days')) as sized_deals,
    sum(credit) filter (age < getvariable('evidence_days') and net is not null) as sized_credit,
    sum(credit * net) filter (age < getvariable('evidence_days')) as sized_net,
    sum(credit * net * net) filter (age < getvariable('evidence_days')) as sized_squares,
    count(*) filter (in_window) as deals,
    sum(credited_net) filter (in_window) as net
  from won
  group by as_of, partner_id
),
wins as (
  select
    as_of,
    partner_id,
    coalesce(wins, 0) as wins,
    coalesce(recent_wins, 0) as recent_wins,
    cast(coalesce(sized_deals, 0) as integer) as sized_deals,
    coalesce(sized_credit, 0) as sized_credit,
    coalesce(sized_net, 0) as sized_net,
    coalesce(sized_squares, 0) as sized_squares,
    cast(coalesce(deals, 0) as integer) as deals,
    coalesce(net, 0) as net
  from partners
  left join summed using (as_of, partner_id)
)
select * from wins order by as_of, partner_id
