-- question: Which partners get a higher discount than their sales explain?
-- definition: Partners with won deals in the window that record a discount and have an exchange rate: discount = the mean of
--   them, weighted by credit; net = net sold in the window. discount_rank and net_rank: 1 = the highest; equals share the mean
--   of their places. gap = net_rank - discount_rank: above 0 the discount is higher than the sales.
-- unit: percent, money in the reporting currency, places
-- direction: gap: nearer to 0 is better
-- source: Spearman (1904), American Journal of Psychology 15:72-101; practice of partner enablement
-- settings: window_days
-- grain: one row per as_of and partner with a discount recorded
-- key: as_of, partner_id
-- records: deals closed_on in window_days where status = 'won' and discount_pct is not null and net is not null
-- formula: gap = net_rank - discount_rank;
--   net = wins.net
with deals as (
  select credits.partner_id, credits.closed_on, credits.credit, profiles.discount_pct
  from facts.deal_profiles as profiles
  join facts.deal_credits as credits using (deal_id)
  where profiles.status = 'won' and profiles.discount_pct is not null and profiles.net is not null
    and credits.partner_id is not null
),
spans as (
  select
    deals.partner_id,
    calendar.seen_from,
    calendar.window_until,
    sum(deals.credit) as credit,
    sum(deals.credit * deals.discount_pct) as discounts
  from deals
  join metrics.calendar as calendar on calendar.day = deals.closed_on
  group by all
),
discounts as (
  select dates.as_of, spans.partner_id, sum(spans.discounts) / sum(spans.credit) as discount
  from metrics.as_of_dates as dates
  join spans on dates.as_of between spans.seen_from and spans.window_until
  group by dates.as_of, spans.partner_id
),
sold as (
  select as_of, partner_id, round(discounts.discount, 9) as discount, round(wins.net, 6) as net
  from discounts
  join metrics.wins using (as_of, partner_id)
),
placed as (
  select
    as_of,
    partner_id,
    discount,
    net,
    rank() over (partition by as_of order by discount desc)
      + (count(*) over (partition by as_of, discount) - 1) / 2 as discount_rank,
    rank() over (partition by as_of order by net desc) + (count(*) over (partition by as_of, net) - 1) / 2 as net_rank
  from sold
),
merits as (
  select *, net_rank - discount_rank as gap from placed
)
select * from merits order by as_of, partner_id
