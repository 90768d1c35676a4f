-- question: What has a partner won with us?
-- definition: Won deals closed in the evidence window: wins = sum of credits c; recent_wins = sum c * 2^(-age/half-life). Sums
--   for the size of its deals, over those not excluded: sized_deals, sized_credit = sum c, sized_net = sum c*net, sized_squares
--   = sum c*net^2. net = the sum of its share of the net of won deals closed in the revenue window, which may be negative;
--   deals = how many those are.
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
evidence as (
  select
    credits.partner_id,
    calendar.known_by,
    calendar.known_until,
    sum(credits.credit) as wins,
    sum(credits.credit * power(2, -(calendar.known_by - credits.closed_on) / getvariable('half_life_days'))) as recent_wins,
    count(credits.net) as sized_deals,
    sum(credits.credit) filter (credits.net is not null) as sized_credit,
    sum(credits.credit * credits.net) as sized_net,
    sum(credits.credit * credits.net * credits.net) as sized_squares
  from credits
  join metrics.calendar as calendar on calendar.day = credits.closed_on
  group by credits.partner_id, calendar.known_by, calendar.known_until
  order by partner_id, known_by, known_until
),
won as (
  select
    as_of_dates.as_of,
    evidence.partner_id,
    sum(evidence.wins) as wins,
    sum(evidence.recent_wins * power(2, -(as_of_dates.as_of - evidence.known_by) / getvariable('half_life_days'))) as recent_wins,
    sum(evidence.sized_deals) as sized_deals,
    sum(evidence.sized_credit) as sized_credit,
    sum(evidence.sized_net) as sized_net,
    sum(evidence.sized_squares) as sized_squares
  from metrics.as_of_dates
  join evidence on as_of_dates.as_of between evidence.known_by and evidence.known_until
  group by as_of_dates.as_of, evidence.partner_id
),
revenue as (
  select credits.partner_id, calendar.known_by, calendar.known_window_until, count(*) as deals, sum(credits.credited_net) as net
  from credits
  join metrics.calendar as calendar on calendar.day = credits.closed_on
  group by credits.partner_id, calendar.known_by, calendar.known_window_until
  order by partner_id, known_by, known_window_until
),
sold as (
  select as_of_dates.as_of, revenue.partner_id, sum(revenue.deals) as deals, money_sum(sum(revenue.net)) as net
  from metrics.as_of_dates
  join revenue on as_of_dates.as_of between revenue.known_by and revenue.known_window_until
  group by as_of_dates.as_of, revenue.partner_id
),
wins as (
  select
    as_of,
    partner_id,
    coalesce(won.wins, 0) as wins,
    coalesce(won.recent_wins, 0) as recent_wins,
    cast(coalesce(won.sized_deals, 0) as integer) as sized_deals,
    coalesce(won.sized_credit, 0) as sized_credit,
    coalesce(won.sized_net, 0) as sized_net,
    coalesce(won.sized_squares, 0) as sized_squares,
    cast(coalesce(sold.deals, 0) as integer) as deals,
    coalesce(sold.net, 0) as net
  from partners
  left join won using (as_of, partner_id)
  left join sold using (as_of, partner_id)
)
select * from wins order by as_of, partner_id
